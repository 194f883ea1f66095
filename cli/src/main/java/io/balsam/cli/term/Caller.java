package io.balsam.cli.term;

import io.balsam.engine.command.ShellWords;

/**
 * How the user calls Balsam, so that the commands we print can be typed.
 *
 * @param typed the program, as {@code balsam} or {@code ./balsam}
 * @param siteOption the value of {@code --site}, empty when it was not given
 */
record Caller(String typed, String siteOption) {

  /** The program as a word for the shell. */
  String program() {
    return typed.equals("balsam") ? typed : ShellWords.quote(typed);
  }

  /** The option to be put behind a command, empty when none is needed. */
  String site() {
    return siteOption.isEmpty() ? "" : " --site " + ShellWords.quote(siteOption);
  }
}
