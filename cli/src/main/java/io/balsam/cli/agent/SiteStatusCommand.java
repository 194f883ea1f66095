package io.balsam.cli.agent;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.agent.process.AgentEnd;
import io.balsam.agent.process.AgentState;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Table;
import io.balsam.cli.term.Times;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.SiteView;
import io.balsam.server.ApiClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The {@code balsam site status} command. */
public final class SiteStatusCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("site status", "show a site's agent, its modules, launchers and work")
        .arguments("[DIR]", Opt.Complete.DIRECTORY)
        .with(CommandSpec.JSON)
        .about(
            """
            Also tells why the agent is not up, as far as that shows: what it said last, or a full disk.
            Exit code 0 when the agent is up, 3 when it is not.""")
        .examples("balsam site status", "balsam site status --json");
  }

  @Override
  public int run(Invocation call) {
    SiteDirectory site = SiteArgument.made(call);
    AgentState state = AgentState.of(site);
    String word = state.kind().name().toLowerCase(Locale.ROOT);
    SiteStatus status;
    if (state.kind() == AgentState.Kind.UP) {
      try (ApiClient client = new ApiClient(state.address())) {
        status = SiteStatus.of(site.directory().toString(), word, client.site(), client);
      }
    } else if (state.kind() == AgentState.Kind.ELSEWHERE || state.lives()) {
      status =
          new SiteStatus(
              site.directory().toString(), word, null, Map.of(), Map.of(), List.of(), "");
    } else {
      try (SiteClient opened = SiteAccess.openReadOnly(call.context(site))) {
        status =
            SiteStatus.of(site.directory().toString(), word, null, opened.balsam())
                .because(AgentEnd.trouble(site));
      }
    }
    if (call.arguments().has("json")) {
      call.console().json(JsonPage.of(status));
    } else {
      print(call.console(), site, state, status);
    }
    return state.kind() == AgentState.Kind.UP ? ExitCode.OK : ExitCode.TROUBLE;
  }

  private static void print(
      Console console, SiteDirectory site, AgentState state, SiteStatus status) {
    SiteView view = status.site();
    Typed start = Typed.here("site start");
    String name = view == null ? "" : console.style().bold(view.name()) + " in ";
    console.result(
        switch (state.kind()) {
          case UP -> "%s%s: up, %s".formatted(name, site.directory(), state.who());
          case STARTING -> "%s: starting, %s".formatted(site.directory(), state.who());
          case DOWN -> "%s: down; '%s' starts the agent".formatted(site.directory(), start);
          case STALE ->
              "%s: down, it ended without a message (%s); '%s' starts a new one"
                  .formatted(site.directory(), state.who(), start);
          case ELSEWHERE ->
              "%s: %s"
                  .formatted(
                      site.directory(),
                      state.agent() == null ? "" : AgentState.elsewhere(state.agent()));
        });
    if (!status.trouble().isEmpty()) {
      console.result("%-10s %s".formatted("Trouble", status.trouble()));
    }
    if (view != null) {
      modules(console, view);
      launchers(console, view);
    }
    counts(console, "BatchJobs", status.batchJobs(), "none");
    counts(console, "Jobs", status.jobs(), "none open");
    if (!status.events().isEmpty()) {
      console.say("");
      Table table = new Table("when", "source", "event");
      status
          .events()
          .forEach(event -> table.row(Times.day(event.at()), event.source(), event.message()));
      console.result(table);
    }
  }

  private static void modules(Console console, SiteView view) {
    console.say("");
    if (view.modules().isEmpty()) {
      console.result("No service modules are enabled in settings.yml");
      return;
    }
    Table table = new Table("module", "state", "for", "restarts>", "last round", "what");
    Instant now = Instant.now();
    for (SiteView.Module module : view.modules()) {
      Instant cycle = module.lastCycle();
      String what = module.note();
      if (!module.lastError().isEmpty()) {
        what += (what.isEmpty() ? "" : "; ") + "last crash: " + module.lastError();
      }
      table.row(
          module.name(),
          module.state(),
          Times.ticking(Duration.between(module.since(), now)),
          module.restarts(),
          cycle == null ? "none yet" : Times.ticking(Duration.between(cycle, now)) + " ago",
          what);
    }
    console.result(table);
  }

  private static void launchers(Console console, SiteView view) {
    console.say("");
    if (view.launchers().isEmpty()) {
      console.result("No launchers");
      return;
    }
    Table table = new Table("session>", "batchjob>", "host", "mode", "nodes>", "jobs>", "heard");
    Instant now = Instant.now();
    for (SiteView.Launcher launcher : view.launchers()) {
      table.row(
          launcher.session(),
          launcher.batchJob(),
          launcher.host(),
          launcher.mode(),
          launcher.nodes(),
          launcher.jobs(),
          Times.ticking(Duration.between(launcher.heard(), now)) + " ago");
    }
    console.result(table);
  }

  private static void counts(Console console, String what, Map<?, Long> counts, String none) {
    String words =
        counts.entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
    console.result("%-10s %s".formatted(what, words.isEmpty() ? none : words));
  }
}
