package io.balsam.bench.programs;

import io.balsam.bench.measure.Line;
import java.nio.file.Path;
import java.util.Optional;

/** {@code xargs -P}: the floor, with or without a directory and output files for each job. */
public record Xargs(Tools tools, boolean ownDirectory) implements Program {

  @Override
  public String title() {
    return ownDirectory ? "xargs, own directory and output files" : "xargs, bare";
  }

  @Override
  public Optional<String> missing() {
    return tools.missing("xargs");
  }

  @Override
  public boolean can(Shape shape) {
    return shape == Shape.APART;
  }

  @Override
  public Line prepare(Shape shape, int jobs, Path directory) {
    String each = "seq %d | xargs -P%d -n1 ".formatted(jobs, tools.slots());
    return Line.shell(
        ownDirectory
            ? "seq %d | xargs mkdir && %s sh -c 'cd $1 && exec true >job.out 2>job.err' sh"
                .formatted(jobs, each)
            : each + "true");
  }
}
