package io.balsam.bench.programs;

import io.balsam.bench.measure.Line;
import java.nio.file.Path;

/** A shell that starts one process after the other: no chain can be faster. */
public record ShellLoop() implements Program {

  @Override
  public String title() {
    return "shell loop";
  }

  @Override
  public boolean can(Shape shape) {
    return shape == Shape.CHAIN || shape == Shape.ONE;
  }

  @Override
  public Line prepare(Shape shape, int jobs, Path directory) {
    return Line.shell(
        "i=0; while [ $i -lt %d ]; do %s; i=$((i+1)); done >stamps"
            .formatted(jobs, shape.command()));
  }
}
