package io.balsam.engine.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Patterns as a POSIX shell interprets them, split at slashes. */
public final class GlobPattern {

  private static final String WILD = "*?[{";
  private static final String EVERYTHING = "**";
  private static final Map<String, String> CLASSES =
      Map.ofEntries(
          Map.entry("alnum", "\\p{Alnum}"),
          Map.entry("alpha", "\\p{Alpha}"),
          Map.entry("blank", "\\p{Blank}"),
          Map.entry("cntrl", "\\p{Cntrl}"),
          Map.entry("digit", "\\p{Digit}"),
          Map.entry("graph", "\\p{Graph}"),
          Map.entry("lower", "\\p{Lower}"),
          Map.entry("print", "\\p{Print}"),
          Map.entry("punct", "\\p{Punct}"),
          Map.entry("space", "\\s"),
          Map.entry("upper", "\\p{Upper}"),
          Map.entry("xdigit", "\\p{XDigit}"));

  /**
   * Pattern for one name of a path.
   *
   * @param literal the name itself; null when there is a wildcard
   * @param names pattern that the name must match; null for a literal and for {@code **}
   * @param dot whether the name may begin with a dot
   */
  record Part(@Nullable String literal, @Nullable Pattern names, boolean dot) {

    /** Returns whether it stands for directories to any depth. */
    boolean anyDepth() {
      return literal == null && names == null;
    }

    boolean matches(String name) {
      return (dot || !name.startsWith(".")) && (names == null || names.matcher(name).matches());
    }
  }

  private GlobPattern() {}

  public static boolean hasWildcard(String pattern) {
    return firstWild(pattern) >= 0;
  }

  /** Returns the index of the first wildcard without a backslash before it; negative for none. */
  static int firstWild(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.charAt(i) == '\\') {
        i++;
      } else if (WILD.indexOf(pattern.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the text without the backslashes that escape characters. */
  static String plain(String pattern) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.charAt(i) == '\\' && i + 1 < pattern.length()) {
        i++;
      }
      text.append(pattern.charAt(i));
    }
    return text.toString();
  }

  /** Returns the patterns that {@code {a,b}} stands for; braces without a comma are literal. */
  static List<String> alternatives(String pattern) {
    int open = -1;
    int depth = 0;
    List<Integer> cuts = new ArrayList<>();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '{' && depth++ == 0) {
        open = i;
        cuts = new ArrayList<>(List.of(i));
      } else if (c == ',' && depth == 1) {
        cuts.add(i);
      } else if (c == '}' && depth > 0 && --depth == 0 && cuts.size() > 1) {
        cuts.add(i);
        List<String> all = new ArrayList<>();
        for (int k = 0; k + 1 < cuts.size(); k++) {
          String one = pattern.substring(cuts.get(k) + 1, cuts.get(k + 1));
          all.addAll(alternatives(pattern.substring(0, open) + one + pattern.substring(i + 1)));
        }
        return all;
      }
    }
    return List.of(pattern);
  }

  /**
   * Returns the parts of a pattern without alternatives; meaningless repetitions count once.
   *
   * @throws IllegalArgumentException for invalid brackets
   */
  static List<Part> parts(String pattern) {
    List<Part> parts = new ArrayList<>();
    for (String text : pattern.split("/+")) {
      boolean again = !parts.isEmpty() && parts.get(parts.size() - 1).anyDepth();
      if (!text.isEmpty() && !(again && text.equals(EVERYTHING))) {
        parts.add(part(text));
      }
    }
    return parts;
  }

  /** Returns whether a pattern finds a path, or a directory above it. */
  static boolean covers(List<Part> pattern, List<String> names) {
    if (pattern.isEmpty() || names.isEmpty()) {
      return pattern.isEmpty();
    }
    Part first = pattern.get(0);
    List<Part> rest = pattern.subList(1, pattern.size());
    List<String> below = names.subList(1, names.size());
    if (first.literal() != null) {
      return first.literal().equals(names.get(0)) && covers(rest, below);
    }
    boolean deep = first.anyDepth() && !rest.isEmpty();
    return deep && covers(rest, names)
        || first.matches(names.get(0)) && covers(deep ? pattern : rest, below);
  }

  private static Part part(String text) {
    boolean dot = text.startsWith(".") || text.startsWith("\\.");
    if (text.equals(EVERYTHING)) {
      return new Part(null, null, false);
    }
    StringBuilder regex = new StringBuilder();
    boolean wild = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int end = c == '[' ? endOfBracket(text, i) : -1;
      wild |= c == '*' || c == '?' || end > 0;
      if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else if (end > 0) {
        regex.append(bracket(text.substring(i + 1, end)));
        i = end;
      } else {
        i += c == '\\' && i + 1 < text.length() ? 1 : 0;
        int character = text.codePointAt(i);
        regex.append(Pattern.quote(Character.toString(character)));
        i += Character.charCount(character) - 1;
      }
    }
    try {
      return wild
          ? new Part(null, Pattern.compile(regex.toString(), Pattern.DOTALL), dot)
          : new Part(plain(text), null, true);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("'" + text + "' is not a pattern: check its brackets", e);
    }
  }

  /**
   * Returns the index of the bracket that closes an open one; negative when none does, and it is
   * literal.
   */
  private static int endOfBracket(String text, int open) {
    int i = open + 1;
    i += i < text.length() && "!^".indexOf(text.charAt(i)) >= 0 ? 1 : 0;
    i += i < text.length() && text.charAt(i) == ']' ? 1 : 0;
    for (; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.startsWith("[:", i) && text.indexOf(":]", i + 2) > 0) {
        i = text.indexOf(":]", i + 2) + 1;
      } else if (text.charAt(i) == ']') {
        return i;
      }
    }
    return -1;
  }

  private static String bracket(String inside) {
    StringBuilder regex = new StringBuilder("[");
    int i = 0;
    if (inside.startsWith("!") || inside.startsWith("^")) {
      regex.append('^');
      i = 1;
    }
    for (int first = i; i < inside.length(); i++) {
      char c = inside.charAt(i);
      int end = inside.startsWith("[:", i) ? inside.indexOf(":]", i + 2) : -1;
      if (end > 0) {
        String known = CLASSES.get(inside.substring(i + 2, end));
        if (known == null) {
          throw new IllegalArgumentException(
              "'["
                  + inside
                  + "]' is not a pattern: the classes are "
                  + String.join(", ", new TreeSet<>(CLASSES.keySet())));
        }
        regex.append(known);
        i = end + 1;
      } else if (c == '-' && i > first && i + 1 < inside.length()) {
        regex.append('-');
      } else {
        if (c == '\\' && i + 1 < inside.length()) {
          c = inside.charAt(++i);
        }
        regex.append(Character.isLetterOrDigit(c) || c > 127 ? "" : "\\").append(c);
      }
    }
    return regex.append(']').toString();
  }
}
