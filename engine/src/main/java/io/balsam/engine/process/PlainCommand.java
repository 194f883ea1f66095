package io.balsam.engine.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Splits shell text into the words of one program call, if it is no more than that. Text that is
 * not certainly plain is left to a real shell.
 */
final class PlainCommand {

  /** Words that shells handle themselves; a program of that name might not even exist. */
  private static final Set<String> SHELL_WORDS =
      Set.of(
          (". : [ [[ ]] alias bg bind break builtin caller case cd chdir command compgen complete"
                  + " compopt continue coproc declare dirs disown do done elif else enable esac"
                  + " eval exec exit export fc fg fi for function getopts hash help history if in"
                  + " jobs kill let local logout mapfile popd printf pushd pwd read readarray"
                  + " readonly return select set shift shopt source suspend test then time times"
                  + " trap type typeset ulimit umask unalias unset until wait while")
              .split(" "));

  /**
   * Words that shells handle themselves too, but whose programs do the same, given plain arguments.
   */
  private static final Set<String> ALSO_PROGRAMS = Set.of("echo", "true", "false");

  private static final String PLAIN_MARKS = "_@%+=:,./-";

  private final String text;
  private int at;

  private PlainCommand(String text) {
    this.text = text;
  }

  /** Returns the words of the call; empty when the text needs a shell. */
  static Optional<List<String>> words(String command, Map<String, String> environment) {
    List<String> words = new PlainCommand(command).split();
    if (words == null || words.isEmpty()) {
      return Optional.empty();
    }
    String program = words.get(0);
    if (program.isEmpty() || program.indexOf('=') >= 0 || SHELL_WORDS.contains(program)) {
      return Optional.empty();
    }
    if (mayBeFunction(program, environment) || mayBeFunction(program, System.getenv())) {
      return Optional.empty();
    }
    if (!ALSO_PROGRAMS.contains(program)) {
      return Optional.of(words);
    }
    // By its path, or the helper's shell would handle it itself.
    String path = environment.getOrDefault("PATH", System.getenv().getOrDefault("PATH", ""));
    boolean shellTakesMore = command.length() > ArgumentLimits.LONGEST / 3;
    return shellTakesMore || words.stream().anyMatch(word -> word.startsWith("--"))
        ? Optional.empty()
        : Shells.program(program, path).map(file -> withProgram(words, file.toString()));
  }

  /**
   * Returns whether bash might run a function instead: it imports functions from the environment,
   * and from a start file.
   */
  private static boolean mayBeFunction(String program, Map<String, String> environment) {
    return environment.containsKey("BASH_ENV")
        || environment.containsKey("BASH_FUNC_" + program + "%%");
  }

  private static List<String> withProgram(List<String> words, String program) {
    List<String> changed = new ArrayList<>(words);
    changed.set(0, program);
    return changed;
  }

  private @Nullable List<String> split() {
    List<String> words = new ArrayList<>();
    while (true) {
      while (at < text.length() && " \t\n".indexOf(text.charAt(at)) >= 0) {
        // A line break ends a command; one at the very end or start is only white space.
        if (text.charAt(at) == '\n' && !words.isEmpty() && !text.substring(at).isBlank()) {
          return null;
        }
        at++;
      }
      if (at == text.length()) {
        return words;
      }
      String word = word();
      if (word == null) {
        return null;
      }
      words.add(word);
    }
  }

  private @Nullable String word() {
    StringBuilder word = new StringBuilder();
    for (; at < text.length() && " \t\n".indexOf(text.charAt(at)) < 0; at++) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"') {
        int end = text.indexOf(c, at + 1);
        if (end < 0 || (c == '"' && needsShell(text.substring(at + 1, end)))) {
          return null;
        }
        word.append(text, at + 1, end);
        at = end;
      } else if (c == '\\') {
        if (++at == text.length() || text.charAt(at) == '\n') {
          return null;
        }
        word.append(text.charAt(at));
      } else if (isPlain(c)) {
        word.append(c);
      } else {
        return null;
      }
    }
    return word.toString();
  }

  private static boolean needsShell(String inDoubleQuotes) {
    return inDoubleQuotes.chars().anyMatch(c -> "$`\\!".indexOf(c) >= 0);
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PLAIN_MARKS.indexOf(c) >= 0;
  }
}
