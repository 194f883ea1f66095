package io.balsam.bench.programs;

import io.balsam.bench.measure.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** {@code make -j}: dependencies, but no record, no directories, no outputs. */
public record Make(Tools tools) implements Program {

  @Override
  public String title() {
    return "make -j" + tools.slots();
  }

  @Override
  public Optional<String> missing() {
    return tools.missing("make");
  }

  @Override
  public boolean can(Shape shape) {
    return shape != Shape.FUNCTIONS;
  }

  @Override
  public Line prepare(Shape shape, int jobs, Path directory) throws IOException {
    StringBuilder file = new StringBuilder("all: j" + jobs + "\n.PHONY: all\n");
    for (int i = 1; i <= jobs; i++) {
      file.append('j').append(i).append(": ").append(parents(shape, i, jobs));
      file.append("\n\t@").append(shape.command()).append('\n');
    }
    if (shape == Shape.APART) {
      file.append("all: ").append(names(1, jobs)).append('\n');
    }
    Tools.write(directory, "Makefile", file.toString());
    return Line.shell("make -s -j%d >stamps".formatted(tools.slots()));
  }

  private static String parents(Shape shape, int job, int jobs) {
    return switch (shape) {
      case CHAIN -> job == 1 ? "" : "j" + (job - 1);
      case FAN -> job == 1 ? "" : job < jobs ? "j1" : names(2, jobs - 1);
      default -> "";
    };
  }

  private static String names(int first, int last) {
    StringBuilder names = new StringBuilder();
    for (int i = first; i <= last; i++) {
      names.append(" j").append(i);
    }
    return names.toString();
  }
}
