package io.balsam.engine.command;

import io.balsam.engine.command.Placeholder.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Reads a command as a shell does, as far as is needed to determine the context of each {@code
 * {{name}}}: quotes, substitutions, here-documents, comments, and which word names a program.
 */
final class ShellScan extends PlaceholderScan {

  private record HereDocument(String end, boolean quoted, boolean tabs, ShellInput.Feed feed) {}

  private final Deque<HereDocument> waiting = new ArrayDeque<>();

  private ShellScan(String text) {
    super(text);
  }

  /** Returns every placeholder, in order. */
  static List<Placeholder> placeholders(String text) {
    ShellScan scan = new ShellScan(text);
    scan.commands('\0', false);
    scan.end();
    return scan.placeholders();
  }

  /** Reads commands up to and including the character that ends them. */
  private void commands(char end, boolean array) {
    SimpleCommand command = new SimpleCommand(this, array);
    int open = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == end && c != '\0' && !(c == ')' && (open > 0 || command.inCase()))) {
        command.endCommand();
        at++;
        return;
      }
      switch (c) {
        case ' ', '\t' -> {
          command.endWord();
          at++;
        }
        case '\n' -> {
          command.endCommand();
          command.input().endPipeline();
          at++;
          hereDocuments();
        }
        case ';', '&', '|' -> separator(command, c);
        case '(' -> {
          if (command.assigns()) {
            command.endWord();
            at++;
            commands(')', true);
            continue;
          }
          if (text.startsWith("((", at)) {
            command.endWord();
          }
          if (command.mayCompute() && text.startsWith("((", at)) {
            at += 2;
            arithmetic();
          } else {
            command.endCommand();
            open++;
            at++;
          }
        }
        case ')' -> {
          command.endCommand();
          open = Math.max(0, open - 1);
          at++;
        }
        case '<', '>' -> redirection(command);
        case '#' -> hash(command);
        default -> {
          command.beginWord();
          if (!placeholder(command)) {
            piece(false);
          }
        }
      }
    }
    command.endCommand();
  }

  /** A part of a word, or the begin of a comment. */
  private void hash(SimpleCommand command) {
    if (command.inWord()) {
      at++;
    } else {
      comment();
    }
  }

  /** Ends a command at {@code ;}, {@code &}, {@code |}, {@code &&} or {@code ||}. */
  private void separator(SimpleCommand command, char c) {
    command.endCommand();
    boolean two = text.startsWith("||", at);
    if (c == '|' && !two) {
      command.input().pipe();
    } else {
      command.input().endPipeline();
    }
    at += two ? 2 : 1;
  }

  /** Reads a part of a word: a quoted text, a substitution, or a character. */
  private void piece(boolean quoted) {
    char c = text.charAt(at);
    if (c == '\\') {
      at++;
      if (text.startsWith("{{", at)) {
        refuse(
            Place.WORD,
            "it follows a backslash",
            "remove the backslash: values are quoted automatically");
      } else if (at < text.length()) {
        at++;
      }
    } else if (c == '\'' && !quoted) {
      singleQuoted();
    } else if (c == '"') {
      doubleQuoted();
    } else if (c == '`') {
      at++;
      refuseUpTo(
          "`", "the shell reads `…` twice", "write $(…) instead of `…`, values are safe there");
    } else if (text.startsWith("${{", at)) {
      at++;
      refuse(Place.WORD, "it follows a '$'", "remove the '$', or write \\$ ''");
    } else if (text.startsWith("$((", at)) {
      at += 3;
      arithmetic();
    } else if (text.startsWith("$(", at)) {
      at += 2;
      commands(')', false);
    } else if (text.startsWith("$[", at)) {
      at += 2;
      oldArithmetic();
    } else if (text.startsWith("${", at)) {
      at += 2;
      expansion();
    } else if (text.startsWith("$'", at) && !quoted) {
      at += 2;
      int begin = at;
      refuseUpTo("'", "the shell reads escapes in $'…'", "move it out of the quotes: $'…'{{name}}");
      if (text.substring(begin, at).contains("\\'")) {
        doubt("shells differ in where $'…\\'…' before it ends");
      }
    } else {
      at++;
    }
  }

  private void singleQuoted() {
    int open = at++;
    while (at < text.length() && text.charAt(at) != '\'') {
      if (!placeholder(Place.SINGLE_QUOTED)) {
        at++;
      }
    }
    closeQuote(open);
  }

  private void doubleQuoted() {
    int open = at++;
    while (at < text.length() && text.charAt(at) != '"') {
      if (!placeholder(Place.DOUBLE_QUOTED)) {
        piece(true);
      }
    }
    closeQuote(open);
  }

  private void expansion() {
    while (at < text.length() && text.charAt(at) != '}') {
      if (text.startsWith("{{", at)) {
        refuse(
            Place.WORD,
            "it is inside ${…}",
            "put the value into a variable first: v={{name}}; … ${x:-$v}");
      } else {
        piece(false);
      }
    }
    at++;
  }

  private void arithmetic() {
    int open = 0;
    while (at < text.length()) {
      if (open == 0 && text.startsWith("))", at)) {
        at += 2;
        return;
      }
      if (placeholder(Place.ARITHMETIC)) {
        continue;
      }
      char c = text.charAt(at);
      if (c == '$' || c == '`') {
        piece(true);
      } else {
        open += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (open < 0) {
          // Not arithmetic after all, but a subshell at the beginning of $(…).
          at++;
          return;
        }
        at++;
      }
    }
  }

  private void oldArithmetic() {
    for (int open = 1; at < text.length() && open > 0; ) {
      if (text.startsWith("{{", at)) {
        refuse(Place.WORD, "the shell computes in $[…]", "write $(( … )) instead of $[ … ]");
      } else {
        char c = text.charAt(at++);
        open += c == '[' ? 1 : c == ']' ? -1 : 0;
      }
    }
  }

  private void comment() {
    while (at < text.length() && text.charAt(at) != '\n') {
      if (!placeholder(Place.COMMENT)) {
        at++;
      }
    }
  }

  private void redirection(SimpleCommand command) {
    command.endBeforeRedirection();
    char c = text.charAt(at);
    int operator = at;
    if (text.startsWith("<<", at) && !text.startsWith("<<<", at)) {
      at += 2;
      boolean tabs = at < text.length() && text.charAt(at) == '-';
      at += tabs ? 1 : 0;
      delimiter(tabs, command.input().feed());
      return;
    }
    at++;
    if (at < text.length() && text.charAt(at) == '(') {
      at++;
      int from = placeholders().size();
      commands(')', false);
      if (c == '<' && ShellInput.readsInput(ShellBuiltins.called(command.words()))) {
        refuseLast(from, ShellInput.WHY, ShellInput.CURE);
      }
      return;
    }
    while (at < text.length() && (text.charAt(at) == c || "&|".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    command.expectTarget(text.substring(operator, at));
  }

  private void delimiter(boolean tabs, ShellInput.Feed feed) {
    while (at < text.length() && " \t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    StringBuilder end = new StringBuilder();
    boolean quoted = false;
    char quote = '\0';
    while (at < text.length()
        && (quote != '\0'
            ? text.charAt(at) != '\n'
            : " \t\n;&|<>()".indexOf(text.charAt(at)) < 0)) {
      char c = text.charAt(at);
      if (text.startsWith("{{", at)) {
        refuse(Place.WORD, "it names the end of a here-document", "write a fixed word there");
        continue;
      }
      if (c == quote) {
        quote = '\0';
      } else if (quote == '\0' && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c != '\\' || quote == '\'') {
        end.append(c);
      }
      quoted |= c == '\'' || c == '"' || c == '\\';
      at++;
    }
    waiting.add(new HereDocument(end.toString(), quoted, tabs, feed));
  }

  private void hereDocuments() {
    while (!waiting.isEmpty()) {
      HereDocument document = waiting.poll();
      while (at < text.length()) {
        int newline = text.indexOf('\n', at);
        int end = newline < 0 ? text.length() : newline;
        String line = text.substring(at, end);
        if ((document.tabs ? line.replaceFirst("^\t+", "") : line).equals(document.end)) {
          at = Math.min(text.length(), end + 1);
          break;
        }
        hereLine(document, end);
        at = Math.min(text.length(), Math.max(at, end) + 1);
      }
    }
  }

  private void hereLine(HereDocument document, int end) {
    while (at < end) {
      if (document.feed.shell && text.startsWith("{{", at)) {
        refuse(Place.HERE_DOCUMENT, ShellInput.WHY, ShellInput.CURE);
      } else if (document.quoted && text.startsWith("{{", at)) {
        refuse(
            Place.HERE_DOCUMENT,
            "it is in a here-document whose end marker is quoted",
            "write <<" + document.end + " without quotes, and \\$ for a '$' that is to stay one");
      } else if (document.quoted || text.charAt(at) == '"' || text.charAt(at) == '\'') {
        at++;
      } else if (!placeholder(Place.HERE_DOCUMENT)) {
        piece(true);
      }
    }
  }

  private boolean placeholder(SimpleCommand command) {
    if (command.inIndex()) {
      return text.startsWith("{{", at)
          && refuse(
              Place.WORD,
              "it is in an array index, which the shell evaluates",
              "write the index into the script, or use a file for each");
    }
    return placeholder(Place.WORD, false);
  }
}
