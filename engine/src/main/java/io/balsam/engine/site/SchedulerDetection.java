package io.balsam.engine.site;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Detects the batch system of a machine by the tools on its path. Runs none of them. */
public final class SchedulerDetection {

  private SchedulerDetection() {}

  /**
   * Returns the name of the platform.
   *
   * @param path the value of {@code PATH}
   */
  public static String platform(String path) {
    if (has(path, "sbatch") && has(path, "squeue")) {
      return "slurm";
    }
    // PBS has a qsub and a qstat too, and pbsnodes; Cobalt lists its nodes otherwise.
    boolean cobalt = has(path, "nodelist") || has(path, "partlist") || has(path, "cqwait");
    if (has(path, "qsub") && has(path, "qstat") && cobalt && !has(path, "pbsnodes")) {
      return "cobalt";
    }
    return "local";
  }

  private static boolean has(String path, String tool) {
    return List.of(path.split(File.pathSeparator)).stream()
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }
}
