package io.balsam.bench.measure;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One way of doing the work of a workload.
 *
 * @param name name in the table
 * @param jobs number of jobs in a round: slow contenders do fewer than others
 * @param rounds its turns: fewer when the workload has fewer, more when they take little time
 * @param missing reason why it cannot be run here, if it cannot
 * @param work does the work once
 */
public record Contender(String name, int jobs, int rounds, Optional<String> missing, Work work) {

  /** Does the work once, in an empty directory, and returns the figures. */
  @FunctionalInterface
  public interface Work {
    Sample run(Path directory) throws Exception;
  }

  /** Creates a contender that cannot be run here. */
  public static Contender missing(String name, String why) {
    return new Contender(
        name,
        0,
        0,
        Optional.of(why),
        directory -> {
          throw new IllegalStateException(why);
        });
  }

  /** Creates a contender that is run in every round of the workload. */
  public static Contender of(String name, int jobs, Work work) {
    return new Contender(name, jobs, Integer.MAX_VALUE, Optional.empty(), work);
  }
}
