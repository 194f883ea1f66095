package io.balsam.cli.term;

import io.balsam.engine.command.ShellWords;

/**
 * Program name and {@code --site} as typed by the user, so that commands in messages can be typed
 * as shown.
 *
 * @param typed the program, as {@code balsam} or {@code ./balsam}
 * @param siteOption the value of {@code --site}, empty when it was not given
 */
record Caller(String typed, String siteOption) {

  /** Returns the program as a word for the shell. */
  String program() {
    return typed.equals("balsam") ? typed : ShellWords.quote(typed);
  }

  /** Returns the option to append to a command; empty when none is needed. */
  String site() {
    return siteOption.isEmpty() ? "" : " --site " + ShellWords.quote(siteOption);
  }
}
