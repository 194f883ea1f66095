package io.balsam.bench.measure;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One way of doing the work of a workload.
 *
 * @param name as the table shows it
 * @param jobs how many jobs it does in a round: slow ones do fewer than the others
 * @param rounds its turns: fewer when the workload has fewer, more when they take little time
 * @param missing why it cannot be run here, if it cannot
 * @param work does it once
 */
public record Contender(String name, int jobs, int rounds, Optional<String> missing, Work work) {

  /** Does the work once, in an empty directory, and says what it took. */
  @FunctionalInterface
  public interface Work {
    Sample run(Path directory) throws Exception;
  }

  /** One that cannot be run here. */
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

  /** One that can be run, in every round of the workload. */
  public static Contender of(String name, int jobs, Work work) {
    return new Contender(name, jobs, Integer.MAX_VALUE, Optional.empty(), work);
  }
}
