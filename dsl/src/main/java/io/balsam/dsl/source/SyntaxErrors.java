package io.balsam.dsl.source;

import io.balsam.dsl.problem.ProblemLog;
import io.balsam.engine.domain.SourceRef;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.ErrorCollector;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.ExceptionMessage;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/** Translates the compiler's messages into terms of a script's author. */
final class SyntaxErrors {

  private record Wording(Pattern said, String what, String hint) {
    Wording(String said, String what, String hint) {
      this(Pattern.compile(said, Pattern.DOTALL), what, hint);
    }
  }

  private static final List<Wording> WORDINGS =
      List.of(
          new Wording(
              "Unexpected input: '(.*?)'.*", "unexpected '$1'", "check what comes before it"),
          new Wording(
              "Unexpected character: '(.*?)'.*",
              "unexpected character $1",
              "check what comes before it"),
          new Wording("Missing '(.*?)'.*", "'$1' is missing here", ""),
          new Wording(
              "unable to resolve class ([^\\s@]+).*",
              "unknown class '$1'",
              "import it, or check its spelling"),
          new Wording(
              "The current scope already contains a variable of the name (\\w+).*",
              "'$1' is declared twice",
              "choose another name, or leave out the second 'def'"),
          new Wording(
              "Repetitive method name/signature for method '\\S+ (\\w+)\\(.*",
              "the method '$1' is declared twice",
              "choose another name"),
          new Wording(
              "The LHS of an assignment should be a variable.*()",
              "cannot assign to this",
              "write a variable left of '='"),
          new Wording(
              "(\\d+) arguments in one call.*",
              "one call has $1 arguments, and 250 is the limit",
              "pass a list, such as f([a, b, c])"),
          new Wording(
              "String too long\\. The given string is (\\d+) .*",
              "the text has $1 characters, and 65535 is the limit",
              "read it from a file: new File('name').text"),
          new Wording("(?s)The method .* duplicates another.*()", "", ""));

  private static final String TOO_DEEP =
      "an expression has too many parts or is nested too deeply: use a list, a loop or variables";

  private static final Pattern GRAB =
      Pattern.compile("^[ \\t]*(@Grab(?:es|Resolver|Config|Exclude)?\\b)", Pattern.MULTILINE);

  private SyntaxErrors() {}

  static void report(String file, String text, CompilationFailedException e, ProblemLog problems) {
    Optional<Brackets.Fault> fault = Brackets.check(text);
    if (fault.isPresent()) {
      Brackets.Fault found = fault.get();
      problems.add(
          new SourceRef(file, found.line(), found.column()), 1, text, found.what(), found.hint());
      return;
    }
    if (!(e instanceof MultipleCompilationErrorsException many)) {
      problems.add(
          new SourceRef(file, 0, 0),
          0,
          "",
          "the script cannot be compiled",
          tooDeep(e) ? TOO_DEEP : plain(String.valueOf(e.getMessage())));
      return;
    }
    ErrorCollector errors = many.getErrorCollector();
    for (Message message : errors.getErrors()) {
      if (message instanceof SyntaxErrorMessage syntax) {
        SyntaxException cause = syntax.getCause();
        report(file, text, cause, problems);
      } else {
        problems.add(
            new SourceRef(file, 0, 0), 0, "", "the script cannot be compiled", why(message));
      }
    }
  }

  /** Returns the reason for a failure of the compiler itself: mostly a limit of the JVM. */
  private static String why(Message message) {
    if (!(message instanceof ExceptionMessage wrapped)) {
      return "";
    }
    Throwable cause = wrapped.getCause();
    if (cause.getClass().getSimpleName().equals("MethodTooLargeException")) {
      return "its code is too large for one method (64 KB): use loops, or move parts"
          + " into methods or into files for 'include'";
    }
    return tooDeep(cause)
        ? TOO_DEEP
        : plain(cause.getClass().getSimpleName() + ": " + cause.getMessage());
  }

  private static boolean tooDeep(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof StackOverflowError) {
        return true;
      }
    }
    return false;
  }

  /** Finds {@code @Grab} or a similar annotation at the beginning of a line. */
  static Optional<SourceRef> grab(String file, String text) {
    Matcher grab = GRAB.matcher(text);
    if (!grab.find()) {
      return Optional.empty();
    }
    int line = (int) text.substring(0, grab.start(1)).chars().filter(c -> c == '\n').count() + 1;
    int column = grab.start(1) - text.lastIndexOf('\n', grab.start(1));
    return Optional.of(new SourceRef(file, line, column));
  }

  private static void report(String file, String text, SyntaxException cause, ProblemLog problems) {
    String said = String.valueOf(cause.getOriginalMessage()).strip();
    SourceRef at = new SourceRef(file, cause.getStartLine(), cause.getStartColumn());
    int width =
        cause.getEndLine() == cause.getStartLine()
            ? cause.getEndColumn() - cause.getStartColumn()
            : 1;
    for (Wording wording : WORDINGS) {
      Matcher matcher = wording.said.matcher(said);
      if (matcher.matches()) {
        if (wording.what.isEmpty()) {
          return;
        }
        String word = shown(matcher.group(1));
        if (wording.what.startsWith("unexpected '$1'") && !text.contains(word)) {
          break;
        }
        problems.add(at, width, text, wording.what.replace("$1", word), wording.hint);
        return;
      }
    }
    problems.add(at, width, text, plain(said), "");
  }

  private static String shown(String word) {
    return word.equals("\\n") || word.equals("\n") ? "end of line" : word;
  }

  private static String plain(String said) {
    String line = said.lines().findFirst().orElse("");
    return line.replaceAll("\\s*@ line \\d+, column \\d+\\.?", "")
        .replaceAll("\\b(?:[a-z]+\\.)+([A-Z]\\w+)", "$1");
  }
}
