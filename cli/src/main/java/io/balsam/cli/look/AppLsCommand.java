package io.balsam.cli.look;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Style;
import io.balsam.cli.term.Table;
import io.balsam.cli.term.Times;
import io.balsam.cli.term.Visible;
import io.balsam.engine.api.AppTimes;
import io.balsam.engine.model.RunTimeModel;
import io.balsam.engine.model.Trust;
import io.balsam.engine.text.Count;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The {@code balsam app ls} command. */
public final class AppLsCommand implements Command {

  /** Columns that a name or value has at most. */
  private static final int LONGEST = 24;

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("app ls", "list what was learnt of the run times of each app's jobs")
        .with(CommandSpec.JSON)
        .about(
            """
            Balsam learns from each job that ends well how long such jobs take, and says here what to
            expect of another one like the last: half of them end within the median, 95 of 100 within
            the other time. Jobs without a wall time are placed by it once it is trusted.""")
        .examples("balsam app ls", "balsam app ls --json");
  }

  @Override
  public int run(Invocation call) {
    call.arguments().noWords();
    try (SiteClient site = SiteAccess.openReadOnly(call.context())) {
      List<AppTimes> apps = site.balsam().apps();
      Console console = call.console();
      if (call.arguments().has("json")) {
        console.json(JsonPage.of(apps));
      } else if (apps.isEmpty()) {
        console.say("Nothing is known yet: no job has ended well here.");
      } else {
        console.result(table(apps, console.style()));
      }
    }
    return ExitCode.OK;
  }

  private static Table table(List<AppTimes> apps, Style style) {
    Table table = new Table("app", "learnt from>", "such as", "median>", "95 %>", "predictions");
    for (AppTimes app : apps) {
      table.row(
          app.app(),
          Count.of(app.jobs(), "job"),
          kind(app.last()),
          time(app, app.expected().median()),
          time(app, app.expected().within95()),
          trust(app, style));
    }
    return table;
  }

  private static String kind(AppTimes.Kind kind) {
    List<String> words = new ArrayList<>();
    words.add(Count.of(kind.nodes(), "node"));
    if (kind.ranks() != kind.nodes()) {
      words.add(Count.of(kind.ranks(), "rank"));
    }
    new TreeMap<>(kind.values())
        .forEach((name, value) -> words.add(shown(name) + " " + shown(value.toString())));
    return String.join(", ", words);
  }

  private static String shown(String text) {
    return Visible.begin(Visible.cell(text), LONGEST);
  }

  private static String time(AppTimes app, double seconds) {
    return app.jobs() == 0 ? "" : Times.length(Duration.ofMillis((long) (seconds * 1000)));
  }

  private static Table.Cell trust(AppTimes app, Style style) {
    if (app.trust() == Trust.TRUSTED) {
      String serial =
          app.serialFraction() == null
              ? ""
              : ", %.1f %% serial".formatted(100 * app.serialFraction());
      return new Table.Cell("used" + serial, style::green);
    }
    return app.trust() == Trust.TOO_FEW_RUNS
        ? new Table.Cell(
            "not used: fewer than %d jobs".formatted(RunTimeModel.ENOUGH_RUNS), text -> text)
        : new Table.Cell("not used: such jobs take very different times", style::yellow);
  }
}
