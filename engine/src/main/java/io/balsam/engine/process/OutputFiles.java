package io.balsam.engine.process;

import java.nio.file.Path;

/** The files in a job's workdir that what its processes print goes to. */
public final class OutputFiles {

  public static final String OUT = "job.out";
  public static final String ERR = "job.err";

  /** What the MPI runner said itself; there only when it said something. */
  public static final String LAUNCH = "job.launch.log";

  private OutputFiles() {}

  /** Where standard error goes. */
  static Path errors(Path workdir, boolean mergeOutput) {
    return workdir.resolve(mergeOutput ? OUT : ERR);
  }
}
