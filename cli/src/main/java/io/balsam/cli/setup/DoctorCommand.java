package io.balsam.cli.setup;

import io.balsam.agent.site.SiteDirectory;
import io.balsam.agent.site.UntrustedSite;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Style;
import io.balsam.engine.text.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The {@code balsam doctor} command. */
public final class DoctorCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("doctor", "check this machine and this site")
        .with(
            Opt.flag(
                "submit", "also run a BatchJob of one node and one minute that checks its node"),
            CommandSpec.JSON)
        .about(
            """
            Checks Java, disk, file locks, clocks, shells, MPI, settings, plugins and the store, and says
            how to fix what is wrong. In a site it also checks the batch system, the MPI runner and the job
            template, which the batch system validates without a submission where it can. Exit code 3 if
            anything failed. Leaves no files, except those of a BatchJob that failed.""")
        .examples("balsam doctor", "balsam doctor --submit");
  }

  @Override
  public int run(Invocation call) {
    call.arguments().noWords();
    List<Check> checks = new ArrayList<>();
    try {
      SiteDirectory site = call.nearestSite();
      checks.add(Check.ok("balsam", Version.line() + " for " + site.directory()));
      checks.addAll(new MachineChecks(call.io(), site.directory()).all());
      checks.addAll(new SiteChecks(call, site).all());
    } catch (UntrustedSite e) {
      checks.add(Check.ok("balsam", Version.line()));
      checks.addAll(new MachineChecks(call.io(), call.io().directory()).all());
      checks.add(Check.fail("site", e.fault(), e.cure()));
    }
    Console console = call.console();
    if (call.arguments().has("json")) {
      console.json(JsonPage.of(checks));
    } else {
      checks.forEach(check -> print(check, console));
      verdict(checks, console);
    }
    return count(checks, Check.Verdict.FAIL) == 0 ? ExitCode.OK : ExitCode.TROUBLE;
  }

  private static void print(Check check, Console console) {
    Style style = console.style();
    String mark =
        switch (check.verdict()) {
          case OK -> style.green("ok   ");
          case WARN -> style.yellow("warn ");
          case FAIL -> style.red("FAIL ");
        };
    List<String> found = check.found().lines().toList();
    for (int i = 0; i < found.size(); i++) {
      String before =
          i == 0 ? mark + String.format(Locale.ROOT, "%-12s", check.name()) : " ".repeat(17);
      console.result(before + found.get(i));
    }
    if (!check.cure().isEmpty()) {
      console.result(" ".repeat(17) + style.either("→ ", "-> ") + check.cure());
    }
  }

  private static void verdict(List<Check> checks, Console console) {
    long failed = count(checks, Check.Verdict.FAIL);
    long warned = count(checks, Check.Verdict.WARN);
    console.say("");
    console.say(
        failed > 0
            ? failed + " of these must be fixed before jobs can run."
            : warned > 0 ? "Ready; " + Count.of(warned, "remark") + " above." : "All is well.");
  }

  private static long count(List<Check> checks, Check.Verdict verdict) {
    return checks.stream().filter(check -> check.verdict() == verdict).count();
  }
}
