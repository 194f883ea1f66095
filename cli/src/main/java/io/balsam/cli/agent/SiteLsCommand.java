package io.balsam.cli.agent;

import io.balsam.agent.process.AgentState;
import io.balsam.agent.site.KnownSites;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.term.Table;
import io.balsam.cli.term.Typed;
import io.balsam.engine.site.SiteInitializer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code balsam site ls} command. */
public final class SiteLsCommand implements Command {

  /**
   * A site in the list.
   *
   * @param name name of the site; empty when there is no site any more
   * @param directory directory of the site
   * @param agent {@code up}, {@code starting}, {@code down}, {@code on HOST}, or {@code no site}
   *     when there is none any more
   * @param url URL of its agent; empty when it does not answer
   */
  record Row(String name, Path directory, String agent, String url) {}

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("site ls", "list the sites that you made or started")
        .with(CommandSpec.JSON)
        .about(
            """
            Directories that are gone or moved are shown as 'no site'; 'balsam site rm DIR' removes them
            from the list.""")
        .examples("balsam site ls");
  }

  @Override
  public int run(Invocation call) {
    call.arguments().noWords();
    List<Row> rows = new ArrayList<>();
    KnownSites known = new KnownSites(call.environment());
    for (Path directory : known.sites()) {
      AgentState state = AgentState.of(new SiteDirectory(directory));
      rows.add(new Row(KnownSites.name(directory), directory, word(state), state.url()));
    }
    for (Path directory : known.all()) {
      if (!SiteInitializer.is(directory)) {
        rows.add(new Row("", directory, "no site", ""));
      }
    }
    if (call.arguments().has("json")) {
      call.console().json(JsonPage.of(rows));
    } else if (rows.isEmpty()) {
      call.console().say("No sites yet: '%s' creates one".formatted(Typed.of("site init DIR")));
    } else {
      Table table = new Table("name", "agent", "directory", "answers at");
      rows.forEach(row -> table.row(row.name(), row.agent(), row.directory(), row.url()));
      call.console().result(table);
    }
    return ExitCode.OK;
  }

  private static String word(AgentState state) {
    return switch (state.kind()) {
      case UP -> "up";
      case STARTING -> "starting";
      case STALE, DOWN -> "down";
      case ELSEWHERE -> state.agent() == null ? "down" : "on " + state.agent().host();
    };
  }
}
