package io.balsam.cli.look;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.GraphView;
import io.balsam.engine.api.RunView;
import java.util.List;
import java.util.Optional;

/** The {@code balsam job tree} command. */
public final class JobTreeCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("job tree", "show jobs below their parents, as a tree")
        .arguments("[JOB]", Opt.Complete.JOB)
        .with(
            Filters.RUN,
            Opt.flag("parents", "show what the job waits for instead"),
            Opt.value("depth", "N", "show at most N levels (default 10)"),
            Opt.value("width", "N", "show at most N similar children (default 8)"),
            CommandSpec.JSON)
        .about(
            """
            Without a job, shows the whole run (default: the latest). A job with several parents is drawn
            in full below the first of them, and marked with ^ below the others.""")
        .examples("balsam job tree", "balsam job tree 12", "balsam job tree 40 --parents");
  }

  @Override
  public int run(Invocation call) {
    Optional<String> word = call.arguments().optionalWord("JOB");
    int depth = call.arguments().number("depth", 10, 1);
    int width = call.arguments().number("width", 8, 1);
    boolean up = call.arguments().has("parents");
    if (up && word.isEmpty()) {
      throw new UsageProblem("--parents needs a job: " + Typed.here("job tree JOB --parents"));
    }
    try (SiteClient site = SiteAccess.openReadOnly(call.context())) {
      Balsam balsam = site.balsam();
      long run =
          word.isPresent()
              ? JobWord.find(balsam, word.get()).run()
              : RunWord.find(balsam, call.arguments().text("run").orElse("latest")).id();
      GraphView graph = balsam.graph(run).orElseThrow(() -> gone(run));
      if (call.arguments().has("json")) {
        call.console().json(JsonPage.of(graph));
        return ExitCode.OK;
      }
      Tree tree = new Tree(graph, up, depth, width, call.console().style());
      RunView view = balsam.run(run).orElseThrow(() -> gone(run));
      call.console().say(call.console().style().bold(view.name()));
      call.console().result(tree.lines(word.map(text -> List.of(Long.parseLong(text)))));
    }
    return ExitCode.OK;
  }

  private static UsageProblem gone(long run) {
    return new UsageProblem("there is no longer a run " + run);
  }
}
