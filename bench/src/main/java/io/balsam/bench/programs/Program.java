package io.balsam.bench.programs;

import io.balsam.bench.measure.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Something that runs jobs, from the command line. */
public interface Program {

  /** As the tables show it. */
  String title();

  /** Why it cannot be run on this machine; empty when it can. */
  default Optional<String> missing() {
    return Optional.empty();
  }

  /** Whether it can do jobs of this shape. */
  boolean can(Shape shape);

  /** How many of so many jobs it is asked for: what it does in half a minute or so. */
  default int share(Shape shape, int jobs) {
    return jobs;
  }

  /**
   * Writes what it reads.
   *
   * @param directory empty; the line is run there, and what jobs write ends up somewhere below
   * @return how to start it
   */
  Line prepare(Shape shape, int jobs, Path directory) throws IOException;
}
