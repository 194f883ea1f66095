package io.balsam.bench.programs;

import io.balsam.bench.measure.Line;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** GNU parallel, which takes about 4 ms for each job. */
public record GnuParallel(Tools tools) implements Program {

  @Override
  public String title() {
    return "GNU parallel";
  }

  @Override
  public Optional<String> missing() {
    return tools.missing("parallel");
  }

  @Override
  public boolean can(Shape shape) {
    return shape == Shape.APART;
  }

  @Override
  public int share(Shape shape, int jobs) {
    return Math.min(jobs, 2_000);
  }

  @Override
  public Line prepare(Shape shape, int jobs, Path directory) {
    String text =
        "seq %d | %s -j%d -n1 true".formatted(jobs, tools.path("parallel"), tools.slots());
    return new Line(List.of("sh", "-c", text), Map.of("HOME", directory.toString()));
  }
}
