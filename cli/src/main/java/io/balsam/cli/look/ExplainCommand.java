package io.balsam.cli.look;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Marks;
import io.balsam.cli.term.Style;
import io.balsam.cli.term.Times;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.Explanation;
import io.balsam.engine.api.JobView;

/** The {@code balsam explain} command. */
public final class ExplainCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("explain", "explain why a job is not running, failed, or was not reused")
        .arguments("JOB", Opt.Complete.JOB)
        .with(CommandSpec.JSON)
        .about(
            """
            Says in one sentence why the job is in its state, then gives the details: parents it waits
            for, resources that are missing, exit code and last lines of output, why its result was or
            was not taken from an earlier run, and its whole history.""")
        .examples("balsam explain 12");
  }

  @Override
  public int run(Invocation call) {
    String word = call.arguments().onlyWord("JOB");
    try (SiteClient site = SiteAccess.openReadOnly(call.context())) {
      JobView job = JobWord.find(site.balsam(), word);
      Explanation why = site.balsam().explain(job.id()).orElseThrow(() -> JobWord.missing(word));
      if (call.arguments().has("json")) {
        call.console().json(JsonPage.of(why));
      } else {
        print(why, call.console());
      }
    }
    return ExitCode.OK;
  }

  private static void print(Explanation why, Console out) {
    Style style = out.style();
    JobView job = why.job();
    String state = Marks.paint(job.state(), style).apply(job.state().name());
    out.result(style.bold("job %d  %s".formatted(job.id(), job.app())) + "  " + state);
    out.result(why.summary());
    why.reasons().forEach(reason -> out.result("  " + style.either("• ", "- ") + reason));
    if (why.reuse() != null) {
      out.result("");
      out.result(style.bold("Reuse") + "  " + why.reuse());
    }
    if (!why.outputTail().isEmpty()) {
      out.result("");
      out.result(style.bold("Last output"));
      why.outputTail().forEach(line -> out.result(style.dim(style.either("  │ ", "  | ")) + line));
    }
    if (!why.history().isEmpty()) {
      out.result("");
      out.result(style.bold("History") + style.dim("  times in " + Times.zone()));
      why.history().forEach(event -> out.result("  " + EventLine.of(event, style, false)));
    }
    if (!why.hint().isEmpty()) {
      out.say("");
      out.say(style.bold("Next") + "  " + Typed.sentence(why.hint()));
    }
  }
}
