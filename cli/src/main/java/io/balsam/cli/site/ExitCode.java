package io.balsam.cli.site;

/** Exit codes; scripts rely on them. */
public final class ExitCode {

  /** Success. */
  public static final int OK = 0;

  /** A job failed or was cancelled. */
  public static final int JOB_FAILED = 1;

  /** The command line, a script or a setting is wrong. */
  public static final int BAD_INPUT = 2;

  /** Failure of the machine, or a bug of Balsam. */
  public static final int TROUBLE = 3;

  /** Ended by Ctrl-C. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
