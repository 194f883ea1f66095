package io.balsam.dsl.value;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command line with places for parameters.
 *
 * @param text with each place written as {@code {{name}}}, without blanks
 * @param names in the order they first stand
 */
public record Template(String text, Set<String> names) {

  private static final Pattern PLACE = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** What is wrong with a template, and the part of it that is. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;
    private final String part;

    Malformed(String message, String part) {
      super(message);
      this.part = part;
    }

    /** The part as written. */
    public String part() {
      return part;
    }
  }

  /**
   * @throws Malformed when something else than a name stands between the braces, or they are not
   *     closed
   */
  public static Template parse(String text) throws Malformed {
    Set<String> names = new LinkedHashSet<>();
    StringBuilder clean = new StringBuilder();
    Matcher place = PLACE.matcher(text);
    int copied = 0;
    while (place.find()) {
      String name = place.group(1).strip();
      if (!NAME.matcher(name).matches()) {
        throw new Malformed("'" + place.group() + "' does not name a parameter", place.group());
      }
      names.add(name);
      clean.append(text, copied, place.start()).append("{{").append(name).append("}}");
      copied = place.end();
    }
    String rest = text.substring(copied);
    if (rest.contains("{{")) {
      throw new Malformed("'{{' is not closed by '}}'", "{{");
    }
    return new Template(clean.append(rest).toString(), names);
  }

  /** Whether a name can stand between the braces. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }
}
