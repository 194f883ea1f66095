package io.balsam.engine.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The shell that runs the text of commands, wherever a command runs: bash, or sh where there is no
 * bash. A strict one ends at the first command that fails, also inside a pipe.
 *
 * <p>The only place that says how text is run, for single processes and for ranks, so that a
 * command means the same alone and in two ranks. Linux takes 128 KiB in one argument: a longer text
 * is written to a hidden file in the workdir, which all nodes of a job see, and read as a whole
 * before it runs ({@code $0}, standard input and {@code exec} are as ever). What a program cannot
 * be given is left to the kernel to refuse, and then explained: to check before would refuse what
 * runs.
 */
final class CommandShell {

  private static final Optional<String> BASH = Shells.program("bash").map(Path::toString);

  private CommandShell() {}

  /** The words that run a text. */
  static List<String> running(String text, boolean strict) {
    List<String> words = new ArrayList<>();
    words.add(BASH.orElse("/bin/sh"));
    if (strict) {
      words.addAll(BASH.isPresent() ? List.of("-e", "-o", "pipefail") : List.of("-e"));
    }
    words.addAll(List.of("-c", text));
    return words;
  }

  /** The words that run a text that is ours, with an environment that is handed on as it is. */
  static List<String> handingOn(String text) {
    List<String> words = new ArrayList<>();
    words.add(BASH.orElse("/bin/sh"));
    if (BASH.isPresent()) {
      words.add("-p");
    }
    words.addAll(List.of("-c", text));
    return words;
  }

  /**
   * The words that run the text in a file. It is read as a whole before anything in it runs, and
   * all else ({@code $0}, standard input, {@code exec}) is as if it had been an argument.
   */
  static List<String> reading(Path file, boolean strict) {
    return running(read(file), strict);
  }

  /** The text that has a shell read a file. */
  static String read(Path file) {
    return ". " + ShellText.quote(file.toString());
  }

  /** Whether it is bash. */
  static boolean isBash() {
    return BASH.isPresent();
  }

  /** Whether a text is too long to be an argument, and is read from a file instead. */
  static boolean needsFile(String text) {
    return ArgumentLimits.tooLong(text);
  }

  /** A file for the text of a job, in its workdir: every node of the job sees that. */
  static Path file(Path workdir, long job, String part) {
    return workdir.resolve(".balsam-" + part + "-" + job + ".sh");
  }
}
