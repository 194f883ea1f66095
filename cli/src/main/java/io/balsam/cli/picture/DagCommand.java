package io.balsam.cli.picture;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.cli.look.RunWord;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.engine.api.GraphView;
import io.balsam.engine.api.RunView;
import io.balsam.engine.text.Nearest;
import io.balsam.views.dag.DagDot;
import io.balsam.views.dag.DagMermaid;
import io.balsam.views.dag.DagOptions;
import io.balsam.views.dag.DagSvg;
import java.io.IOException;
import java.util.List;

/** The {@code balsam dag} command. */
public final class DagCommand implements Command {

  private static final List<String> FORMATS = List.of("svg", "dot", "mermaid");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("dag", "draw a run's graph")
        .arguments("[RUN]", Opt.Complete.RUN)
        .with(
            Opt.value(
                    "format",
                    "FORMAT",
                    "svg, dot or mermaid (default: by the file's ending, or svg)")
                .completing(Opt.Complete.FORMAT),
            Opt.value("output", "FILE", "where to write; - for standard output (default RUN.svg)")
                .letter("o")
                .completing(Opt.Complete.FILE),
            Opt.value("boxes", "N", "at most N boxes; similar jobs share one (default 60)"),
            Opt.flag("every-job", "a box for every job, however many"))
        .about(
            """
            Draws the newest run, or the one named. Needs no other program and no network. In a large run
            similar jobs share a box, so that the graph stays readable.""")
        .examples(
            "balsam dag", "balsam dag corpus-3 -o corpus.dot", "balsam dag --format mermaid -o -");
  }

  @Override
  public int run(Invocation call) throws IOException {
    String word = call.arguments().optionalWord("RUN").orElse("latest");
    String output = call.arguments().text("output").orElse("");
    String format = format(call.arguments().text("format").orElse(""), output);
    DagOptions options = DagOptions.DEFAULT;
    if (call.arguments().has("boxes")) {
      options = options.withMost(call.arguments().number("boxes", 60, 1));
    }
    if (call.arguments().has("every-job")) {
      options = DagOptions.EVERY_JOB;
    }
    try (SiteClient site = SiteAccess.openReadOnly(call.context())) {
      RunView run = RunWord.find(site.balsam(), word);
      GraphView graph = site.balsam().graph(run.id()).orElseThrow();
      String text =
          switch (format) {
            case "dot" -> DagDot.render(graph, options);
            case "mermaid" -> DagMermaid.render(graph, options);
            default -> DagSvg.render(graph, options);
          };
      String ending = format.equals("mermaid") ? "mmd" : format;
      Output.write(call, output, run.name() + "." + ending, text);
    }
    return ExitCode.OK;
  }

  private static String format(String asked, String output) {
    if (asked.isEmpty()) {
      return output.endsWith(".dot") || output.endsWith(".gv")
          ? "dot"
          : output.endsWith(".mmd") || output.endsWith(".mermaid") ? "mermaid" : "svg";
    }
    if (!FORMATS.contains(asked)) {
      throw new UsageProblem(
          "--format: unknown format '%s': %s"
              .formatted(asked, Nearest.question(asked, FORMATS, "svg, dot or mermaid")));
    }
    return asked;
  }
}
