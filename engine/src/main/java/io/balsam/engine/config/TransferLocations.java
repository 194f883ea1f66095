package io.balsam.engine.config;

import io.balsam.engine.text.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Places that files are moved from and to, by name. Each has one or more URLs, the ways to reach
 * it. Converted to and from text: {@code archive=file:///data ssh://host/data;home=file:///home}.
 */
public final class TransferLocations {

  /** Description of the format, for messages. */
  public static final String FORM =
      "names with URLs, such as 'archive: [file:///data, ssh://host/data]'";

  /** No location at all. */
  public static final TransferLocations NONE = new TransferLocations(Map.of());

  /**
   * Path at a location.
   *
   * @param name the location; empty for a path of this machine
   * @param path absolute below the location, or on this machine
   */
  public record Place(String name, String path) {

    /**
     * Returns the place that a text names, as it is written: whether there is such a location, and
     * whether the path stays in it, is not checked.
     *
     * @param text {@code name:/path} or an absolute path of this machine
     */
    public static Place of(String text) {
      int colon = text.startsWith("/") ? -1 : text.indexOf(':');
      return new Place(text.substring(0, Math.max(0, colon)), text.substring(colon + 1));
    }

    @Override
    public String toString() {
      return name.isEmpty() ? path : name + ":" + path;
    }
  }

  private static final Pattern NAME = Pattern.compile("[A-Za-z][\\w.-]{0,63}");
  private static final Pattern PLACE = Pattern.compile("(?s)(%s):(/.*)".formatted(NAME));

  private final Map<String, List<LocationUrl>> byName;

  private TransferLocations(Map<String, List<LocationUrl>> byName) {
    this.byName = byName;
  }

  /** Returns what is wrong with a name; empty when it is valid. */
  public static Optional<String> wrongName(String name) {
    return NAME.matcher(name).matches()
        ? Optional.empty()
        : Optional.of("'%s': a name is a letter, then letters, digits and . _ -".formatted(name));
  }

  /** Returns what is wrong with a URL; empty when it is valid. */
  public static Optional<String> wrongUrl(String url) {
    try {
      LocationUrl unused = LocationUrl.parse(url);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      String shown = url.replaceFirst("//([^/@:]*):[^/@]*@", "//$1:***@");
      return Optional.of("'%s' %s".formatted(shown, e.getMessage()));
    }
  }

  /** Returns whether a text has this format. */
  public static boolean isWritten(String text) {
    return parts(text)
        .allMatch(
            part -> {
              int at = part.indexOf('=');
              return at > 0
                  && wrongName(part.substring(0, at)).isEmpty()
                  && urls(part).findAny().isPresent()
                  && urls(part).allMatch(url -> wrongUrl(url).isEmpty());
            });
  }

  /** Parses a text of this format. */
  public static TransferLocations parse(String text) {
    Map<String, List<LocationUrl>> byName = new LinkedHashMap<>();
    parts(text)
        .forEach(
            part ->
                byName.put(
                    part.substring(0, part.indexOf('=')),
                    urls(part).map(LocationUrl::parse).toList()));
    return new TransferLocations(byName);
  }

  /** Formats the URLs of one location as a part of such a text. */
  public static String text(String name, List<String> urls) {
    return name + "=" + String.join(" ", urls).replace(";", "%3B");
  }

  /** Joins the parts of such a text. */
  public static String text(List<String> parts) {
    return String.join(";", parts);
  }

  private static Stream<String> parts(String text) {
    return Stream.of(text.split(";")).map(String::strip).filter(part -> !part.isEmpty());
  }

  private static Stream<String> urls(String part) {
    return Stream.of(part.substring(part.indexOf('=') + 1).split("\\s+"))
        .filter(url -> !url.isEmpty());
  }

  /** Returns the names of all locations, in the order written. */
  public Set<String> names() {
    return byName.keySet();
  }

  /** Returns the URLs of a location, the preferred one first; empty for an unknown one. */
  public List<LocationUrl> urls(Place place) {
    return byName.getOrDefault(place.name(), List.of());
  }

  /** Returns whether a place is on this machine, now or when its location is mounted. */
  public boolean mayBeHere(Place place) {
    return place.name().isEmpty()
        || urls(place).stream().anyMatch(url -> url.scheme().equals(LocationUrl.FILE));
  }

  /**
   * Returns the place that a job names.
   *
   * @param text {@code name:/path} or an absolute path of this machine
   * @throws IllegalArgumentException with what is wrong with it, for users
   */
  public Place place(String text) {
    Matcher written = PLACE.matcher(text);
    if (!written.matches()) {
      if (!text.startsWith("/")) {
        throw new IllegalArgumentException(
            "'%s' is neither name:/path nor an absolute path".formatted(text));
      }
      return new Place("", text);
    }
    String name = written.group(1);
    if (!byName.containsKey(name)) {
      throw new IllegalArgumentException(
          written.group(2).startsWith("//")
              ? "'%s' is a URL: name it under transfer_locations in settings.yml, and write name:/path"
                  .formatted(text)
              : "there is no location '%s': %s".formatted(name, nearest(name)));
    }
    String path =
        LocationUrl.inside(written.group(2))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'%s' has '..' in its path: name a place below its location"
                            .formatted(text)));
    return new Place(name, text.endsWith("/") ? path + "/" : path);
  }

  private String nearest(String name) {
    return Nearest.question(
        name,
        names(),
        byName.isEmpty()
            ? "add it to transfer_locations in settings.yml"
            : "transfer_locations in settings.yml names "
                + byName.keySet().stream().sorted().collect(Collectors.joining(", ")));
  }
}
