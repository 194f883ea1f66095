package io.balsam.engine.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shell that runs the text of commands, wherever a command runs: bash, or sh where there is no
 * bash. A strict one ends at the first command that fails, also inside a pipe.
 *
 * <p>This class alone decides how text is run, for single processes and for ranks, so that a
 * command means the same alone and in two ranks. Linux limits one argument to 128 KiB: a longer
 * text is written to a hidden file in the workdir, which all nodes of a job can see, and read as a
 * whole before it runs ({@code $0}, standard input and {@code exec} are unaffected). Arguments too
 * long for a program are left to the kernel to reject, and then explained: a check in advance would
 * reject commands that work.
 */
final class CommandShell {

  private static final Optional<String> BASH = Shells.program("bash").map(Path::toString);

  private CommandShell() {}

  /** Returns the command line that runs a text. */
  static List<String> running(String text, boolean strict) {
    List<String> words = new ArrayList<>();
    words.add(BASH.orElse("/bin/sh"));
    if (strict) {
      words.addAll(BASH.isPresent() ? List.of("-e", "-o", "pipefail") : List.of("-e"));
    }
    words.addAll(List.of("-c", text));
    return words;
  }

  /**
   * Returns the command line that runs a text of Balsam's own and passes the environment on
   * unchanged.
   */
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
   * Returns the command line that runs the text in a file. It is read as a whole before anything in
   * it runs, and everything else ({@code $0}, standard input, {@code exec}) is as if it had been an
   * argument.
   */
  static List<String> reading(Path file, boolean strict) {
    return running(read(file), strict);
  }

  /** Returns the text that makes a shell read a file. */
  static String read(Path file) {
    return ". " + ShellSyntax.quote(file.toString());
  }

  /** Returns whether the shell is bash. */
  static boolean isBash() {
    return BASH.isPresent();
  }

  /** Returns whether a text is too long to be an argument, and is read from a file instead. */
  static boolean needsFile(String text) {
    return ArgumentLimits.tooLong(text);
  }

  /**
   * Returns the path of a file for the text of a job, in its workdir, which every node of the job
   * can see.
   */
  static Path file(Path workdir, long job, String part) {
    return workdir.resolve(".balsam-" + part + "-" + job + ".sh");
  }
}
