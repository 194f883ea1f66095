package io.balsam.agent.site;

import java.nio.file.Path;

/** Program that opens sites: it speaks to the user and keeps the log. */
public interface Frontend {

  /** Shows a remark that needs no reaction at once. */
  void note(String message);

  /** Shows an error that does not end the operation, such as an outage of the database. */
  void error(String message);

  /**
   * Returns a command line for a message, as the user would type it.
   *
   * @param words the command with its options and placeholders, such as {@code site start}
   * @param operands values, each of which becomes one word for the shell
   */
  String command(String words, Object... operands);

  /** Returns a command line as {@link #command}, about the site of this call. */
  String commandHere(String words, Object... operands);

  /**
   * Directs the log to a file from now on. A program with a log of its own may ignore it.
   *
   * @param file the log file of the site
   * @param level the least level that is logged, such as {@code info}
   * @param rotate whether to rename the file first if it has grown large; only a process that no
   *     other one shares the file with does
   */
  void log(Path file, String level, boolean rotate);
}
