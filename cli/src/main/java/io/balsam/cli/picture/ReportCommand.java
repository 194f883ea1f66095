package io.balsam.cli.picture;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.cli.look.RunWord;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.engine.api.RunView;
import io.balsam.engine.config.Setting;
import io.balsam.views.report.HtmlReport;
import io.balsam.views.report.ReportData;

/** The {@code balsam report} command. */
public final class ReportCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("report", "write a run's report as one HTML page")
        .arguments("[RUN]", Opt.Complete.RUN)
        .with(
            Opt.value("output", "FILE", "where to write; - for standard output (default RUN.html)")
                .letter("o")
                .completing(Opt.Complete.FILE))
        .about(
            """
            Reports on the newest run, or on the one named, also while it is in progress: summary, graph,
            allocations, timeline, throughput and utilisation over time, times by app, and failures with
            the last lines of their output. The page is one file and needs no network.""")
        .examples("balsam report", "balsam report corpus-3 -o corpus.html");
  }

  @Override
  public int run(Invocation call) {
    String word = call.arguments().optionalWord("RUN").orElse("latest");
    int cores = call.settings(call.nearestSite()).number(Setting.CORES).orElse(0);
    if (cores == 0) {
      cores = Runtime.getRuntime().availableProcessors();
    }
    try (SiteClient site = SiteAccess.openReadOnly(call.context())) {
      RunView run = RunWord.find(site.balsam(), word);
      String page = HtmlReport.render(ReportData.of(site.balsam(), run.id(), cores));
      String output = call.arguments().text("output").orElse("");
      Output.write(call, output, run.name() + ".html", page);
    }
    return ExitCode.OK;
  }
}
