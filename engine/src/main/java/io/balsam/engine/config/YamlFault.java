package io.balsam.engine.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Position at which a text is not YAML, with advice. The parser's messages are about tokens and
 * mappings; the author of the file sees tabs, blanks and colons.
 *
 * @param line from 1
 * @param column from 1; 0 for the whole line
 */
record YamlFault(int line, int column, String what) {

  private static final Pattern OPEN_QUOTE =
      Pattern.compile("^\\s*[^#\\s][^#]*?[:-]\\s+(?:(\")[^\"]*|(')[^']*)$");
  private static final String UNCLOSED = "the quotation mark that begins here is never closed";
  private static final String SAME_COLUMN = "all keys of a block begin in the same column";

  String in(Path file) {
    return "%s:%d%s: %s".formatted(file, line, column == 0 ? "" : ":" + column, what);
  }

  /** Returns what is wrong; for tabs, all of them. */
  static List<YamlFault> of(String text, JsonProcessingException problem) {
    List<String> lines = text.lines().toList();
    if (!(problem.getCause() instanceof MarkedYAMLException marked)
        || marked.getProblemMark() == null) {
      JsonLocation at = problem.getLocation();
      String what = problem.getOriginalMessage().lines().findFirst().orElse("this is not YAML");
      return List.of(
          at == null
              ? new YamlFault(1, 0, what)
              : new YamlFault(at.getLineNr(), at.getColumnNr(), what));
    }
    Mark mark = marked.getProblemMark();
    String said = String.valueOf(marked.getProblem());
    if (said.contains("\\t(TAB)")) {
      List<YamlFault> tabs = tabs(lines);
      return tabs.isEmpty() ? List.of(at(mark, "a tab: YAML allows only spaces")) : tabs;
    }
    return List.of(one(lines, marked, mark, said));
  }

  private static YamlFault one(
      List<String> lines, MarkedYAMLException marked, Mark mark, String said) {
    Mark begin = marked.getContextMark() == null ? mark : marked.getContextMark();
    if (said.contains("mapping values are not allowed")) {
      return surplusColon(lines, mark);
    }
    if (said.contains("could not find expected ':'")) {
      return noColon(lines, begin.getLine());
    }
    if (said.contains("unexpected end of stream")) {
      return openQuote(lines, begin).orElseGet(() -> at(begin, UNCLOSED));
    }
    if (said.contains("expected <block end>")) {
      return mark.getColumn() == indent(lines.get(mark.getLine()))
          ? indentation(lines, mark)
          : openQuote(lines, mark).orElseGet(() -> at(mark, "no key before this value"));
    }
    if (said.startsWith("expected ',' or")) {
      char open = begin.getLine() < lines.size() ? charAt(lines, begin) : '[';
      return at(begin, "the '%c' that begins here is never closed".formatted(open));
    }
    if (said.contains("that cannot start any token")) {
      return at(mark, "a value that begins with '%c' needs quotes".formatted(charAt(lines, mark)));
    }
    String context = marked.getContext();
    return at(mark, context == null || context.equals(said) ? said : context + ": " + said);
  }

  /**
   * Finds an unclosed quote. The next quote in the file closes it, and the parser then complains
   * about the one after that.
   */
  private static Optional<YamlFault> openQuote(List<String> lines, Mark end) {
    for (int i = 0; i < end.getLine(); i++) {
      Matcher line = OPEN_QUOTE.matcher(lines.get(i));
      if (line.find()) {
        return Optional.of(
            new YamlFault(i + 1, Math.max(line.start(1), line.start(2)) + 1, UNCLOSED));
      }
    }
    return Optional.empty();
  }

  private static YamlFault surplusColon(List<String> lines, Mark mark) {
    int at = mark.getLine();
    String line = lines.get(at);
    if (line.substring(0, Math.min(mark.getColumn(), line.length())).contains(": ")) {
      return at(mark, "a second ':' in one value: put the value in quotes");
    }
    Optional<Integer> before = lineBefore(lines, at);
    if (before.isEmpty()) {
      return at(mark, "a ':' is not allowed here");
    }
    String above = lines.get(before.get());
    if (!above.matches(".*:(\\s.*)?")) {
      return noColon(lines, before.get());
    }
    return indent(line) > indent(above)
        ? indentation(lines, new Mark("", 0, at, indent(line), new int[0], 0))
        : at(mark, "a ':' is not allowed here");
  }

  private static YamlFault noColon(List<String> lines, int at) {
    String line = at < lines.size() ? lines.get(at) : "";
    return new YamlFault(
        at + 1,
        indent(line) + 1,
        "'%s' is not 'key: value': end the key with ':' and a space".formatted(line.strip()));
  }

  /** Returns a message with the columns that would be right, nearest first. */
  private static YamlFault indentation(List<String> lines, Mark mark) {
    int own = indent(lines.get(mark.getLine()));
    List<String> right = new ArrayList<>();
    int least = Integer.MAX_VALUE;
    Optional<Integer> up = lineBefore(lines, mark.getLine());
    while (up.isPresent() && least > 0) {
      int there = indent(lines.get(up.get()));
      if (there < least && there != own) {
        right.add("%d (as line %d)".formatted(there, up.get() + 1));
        least = there;
      }
      up = lineBefore(lines, up.get());
    }
    return new YamlFault(
        mark.getLine() + 1,
        own + 1,
        "indented by %d, where %s would be right: %s"
            .formatted(own, String.join(" or ", right), SAME_COLUMN));
  }

  private static Optional<Integer> lineBefore(List<String> lines, int at) {
    return IntStream.iterate(at - 1, i -> i >= 0, i -> i - 1)
        .filter(i -> !lines.get(i).isBlank() && !lines.get(i).strip().startsWith("#"))
        .boxed()
        .findFirst();
  }

  private static List<YamlFault> tabs(List<String> lines) {
    return IntStream.range(0, lines.size())
        .filter(i -> leading(lines.get(i)).contains("\t"))
        .filter(i -> !lines.get(i).isBlank() && !lines.get(i).strip().startsWith("#"))
        .mapToObj(
            i ->
                new YamlFault(
                    i + 1,
                    lines.get(i).indexOf('\t') + 1,
                    "a tab: YAML allows only spaces; indent this line with spaces"))
        .toList();
  }

  private static String leading(String line) {
    return line.substring(0, indent(line));
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static char charAt(List<String> lines, Mark mark) {
    String line = mark.getLine() < lines.size() ? lines.get(mark.getLine()) : "";
    return mark.getColumn() < line.length() ? line.charAt(mark.getColumn()) : ' ';
  }

  private static YamlFault at(Mark mark, String what) {
    return new YamlFault(mark.getLine() + 1, mark.getColumn() + 1, what);
  }
}
