package io.balsam.cli.site;

/** Exit codes: a promise to scripts. */
public final class ExitCode {

  /** All well. */
  public static final int OK = 0;

  /** A job failed or was cancelled. */
  public static final int JOB_FAILED = 1;

  /** The command line, a script or a setting is wrong. */
  public static final int BAD_INPUT = 2;

  /** Trouble with the machine, or a bug of ours. */
  public static final int TROUBLE = 3;

  /** Ended by Ctrl-C. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
