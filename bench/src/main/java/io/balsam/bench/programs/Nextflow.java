package io.balsam.bench.programs;

import io.balsam.bench.measure.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nextflow's local executor. */
public record Nextflow(Tools tools) implements Program {

  @Override
  public String title() {
    return "Nextflow, local";
  }

  @Override
  public Optional<String> missing() {
    return tools.missing("nextflow");
  }

  @Override
  public boolean can(Shape shape) {
    return shape != Shape.FUNCTIONS;
  }

  @Override
  public int share(Shape shape, int jobs) {
    // More jobs in large comparisons: its start is a good part of a short run.
    return Math.min(jobs, shape == Shape.CHAIN ? 100 : jobs >= 10_000 ? 1_000 : 300);
  }

  @Override
  public Line prepare(Shape shape, int jobs, Path directory) throws IOException {
    Tools.write(directory, "nextflow.config", "executor.cpus = %d\n".formatted(tools.slots()));
    Tools.write(directory, "bench.nf", script(shape, jobs));
    return new Line(
        List.of(tools.path("nextflow"), "run", "bench.nf"),
        Map.of(
            "NXF_HOME", directory.resolve(".home").toString(),
            "NXF_OFFLINE", "true",
            "NXF_PLUGINS_DEFAULT", "false",
            "NXF_DISABLE_CHECK_LATEST", "true",
            "NXF_ANSI_LOG", "false"));
  }

  private static String script(Shape shape, int jobs) {
    return switch (shape) {
      case CHAIN -> chain(jobs);
      case FAN -> fan(jobs);
      default -> apart(shape, jobs);
    };
  }

  private static String fan(int jobs) {
    return """
        process first {
          output: val 1
          script: 'date +%%s%%N'
        }
        process step {
          input: val n
          output: val n
          script: 'date +%%s%%N'
        }
        process last {
          input: val all
          script: 'date +%%s%%N'
        }
        workflow {
          first()
          step(first.out.flatMap { 1..%d })
          last(step.out.collect())
        }
        """
        .formatted(jobs - 2);
  }

  private static String apart(Shape shape, int jobs) {
    return """
        process step {
          input: val n
          script: '%s'
        }
        workflow { Channel.of(1..%d) | step }
        """
        .formatted(shape.command(), jobs);
  }

  /**
   * Returns the script of a chain; a process may be called once in a workflow, so a chain consists
   * of many.
   */
  private static String chain(int jobs) {
    StringBuilder text = new StringBuilder();
    StringBuilder calls = new StringBuilder();
    for (int i = 1; i <= jobs; i++) {
      text.append(
          """
          process s%d {
            input: val n
            output: val n
            script: 'date +%%s%%N'
          }
          """
              .formatted(i));
      calls.append(i == 1 ? "s1(1)\n" : "s%d(s%d.out)\n".formatted(i, i - 1));
    }
    return text + "workflow {\n" + calls + "}\n";
  }
}
