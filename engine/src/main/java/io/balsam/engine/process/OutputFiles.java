package io.balsam.engine.process;

import java.nio.file.Path;

/** Files in a job's workdir that receive the output of its processes. */
public final class OutputFiles {

  public static final String OUT = "job.out";
  public static final String ERR = "job.err";

  /** Output of the MPI runner itself; exists only when there was any. */
  public static final String LAUNCH = "job.launch.log";

  private OutputFiles() {}

  /** Returns the file that receives standard error. */
  static Path errors(Path workdir, boolean mergeOutput) {
    return workdir.resolve(mergeOutput ? OUT : ERR);
  }
}
