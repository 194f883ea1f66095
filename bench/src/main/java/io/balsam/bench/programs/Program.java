package io.balsam.bench.programs;

import io.balsam.bench.measure.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A program that runs jobs, called from the command line. */
public interface Program {

  /** Returns the name in tables. */
  String title();

  /** Returns the reason why it cannot be run on this machine; empty when it can. */
  default Optional<String> missing() {
    return Optional.empty();
  }

  /** Returns whether it can run jobs of this shape. */
  boolean can(Shape shape);

  /** Returns how many of the given jobs it runs: as many as it does in half a minute or so. */
  default int share(Shape shape, int jobs) {
    return jobs;
  }

  /**
   * Writes its input.
   *
   * @param directory empty; the line is run there, and the output of jobs is somewhere below it
   * @return the command line that starts it
   */
  Line prepare(Shape shape, int jobs, Path directory) throws IOException;
}
