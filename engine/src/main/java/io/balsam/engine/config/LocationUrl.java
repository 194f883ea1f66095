package io.balsam.engine.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * URL of a directory where files lie, such as {@code ssh://me@host/archive}.
 *
 * @param scheme in lower case
 * @param authority user, host and port; empty for {@code file}
 * @param path absolute, not encoded, without a slash at its end
 */
public record LocationUrl(String scheme, String authority, String path) {

  /** Scheme of directories that are mounted on this machine. */
  public static final String FILE = "file";

  private static final Pattern SCP = Pattern.compile("[^\\s:/@]+@[^\\s:/@]+:/\\S*");
  private static final Pattern HOME = Pattern.compile("/+~(/.*)?");
  private static final String UNRESERVED = "-._~/";

  /**
   * Parses a URL.
   *
   * @throws IllegalArgumentException with what is wrong with it, a clause for users
   */
  public static LocationUrl parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "is not a URL: "
              + (SCP.matcher(text).matches()
                  ? "write ssh://" + text.replaceFirst(":/+", "/")
                  : e.getReason()),
          e);
    }
    String path = uri.getPath();
    if (uri.getScheme() == null || path == null || !path.startsWith("/")) {
      throw new IllegalArgumentException(
          "is not a URL with an absolute path, as file:///data or ssh://host/data");
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("has a '?' or '#', which must be written %3F and %23");
    }
    if (scheme.equals(FILE) != authority.isEmpty()) {
      throw new IllegalArgumentException(
          authority.isEmpty() ? "names no host" : "has a host: write file:///directory");
    }
    if (String.valueOf(uri.getRawUserInfo()).contains(":")) {
      throw new IllegalArgumentException("has a password, which does not belong into settings");
    }
    if (HOME.matcher(path).matches()) {
      throw new IllegalArgumentException("has '~', which stands for nothing here: write the path");
    }
    return new LocationUrl(scheme, authority, inside(path).orElseThrow(LocationUrl::leaves));
  }

  private static IllegalArgumentException leaves() {
    return new IllegalArgumentException("has '..' in its path");
  }

  /** Returns a path without superfluous parts, "" for the root; empty when it has {@code ..}. */
  static Optional<String> inside(String path) {
    if (isPlain(path)) {
      return Optional.of(path);
    }
    Path plain = Path.of("/" + path);
    for (Path part : plain) {
      if (part.toString().equals("..")) {
        return Optional.empty();
      }
    }
    String text = plain.normalize().toString();
    return Optional.of(text.equals("/") ? "" : text);
  }

  /** Returns whether a path is surely in its shortest form, as nearly all of many thousands are. */
  private static boolean isPlain(String path) {
    return path.startsWith("/")
        && !path.endsWith("/")
        && !path.contains("//")
        && !path.contains("/.")
        && path.indexOf('\0') < 0;
  }

  /** Returns the URL of a path below this directory, with everything unusual encoded. */
  public String at(String below) {
    return scheme + "://" + authority + encoded(pathOf(below));
  }

  /** Returns the path on this machine of a path below this directory. */
  public Path local(String below) {
    return Path.of(pathOf(below));
  }

  private String pathOf(String below) {
    String all = path + inside(below).orElseThrow(LocationUrl::leaves);
    return all.isEmpty() ? "/" : all;
  }

  private static String encoded(String path) {
    if (path.chars().allMatch(LocationUrl::isUnreserved)) {
      return path;
    }
    StringBuilder url = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      url.append(isUnreserved(c) ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return url.toString();
  }

  private static boolean isUnreserved(int c) {
    return c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
  }

  @Override
  public String toString() {
    return at("/");
  }
}
