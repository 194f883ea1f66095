package io.balsam.cli.term;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * The parts of a process that a command may use.
 *
 * @param out standard output
 * @param err standard error
 * @param environment environment variables
 * @param directory the current directory, absolute
 * @param terminal whether standard output is a terminal
 * @param columns width of the terminal in characters
 * @param unicode whether characters beyond ASCII are displayed correctly
 * @param typed what the user types to call Balsam, as {@code balsam} or {@code ./balsam}
 */
public record Io(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory,
    boolean terminal,
    int columns,
    boolean unicode,
    String typed) {

  /** Returns an environment variable; empty when it is not set. */
  public String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}
