package io.balsam.cli.queue;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.site.Sites;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Table;
import io.balsam.cli.term.Times;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.SiteView;
import io.balsam.engine.batchjob.OpenBatchJobs;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.BatchJobState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The {@code balsam queue ls} command. */
public final class QueueLsCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("queue ls", "list allocations that wait or run")
        .arguments("", Opt.Complete.NOTHING)
        .with(Opt.flag("history", "also those that have ended"), CommandSpec.JSON)
        .about(
            """
            The last column gives the batch system's reason for a BatchJob's state, what its launchers
            lack to start more jobs now (disk space, file handles, processes), and which workers they have
            lost. Also names BatchJobs that were refused or failed in the last ten minutes.
            --site all lists those of every site in 'balsam site ls'.""")
        .examples(
            "balsam queue ls", "balsam queue ls --history --json", "balsam queue ls --site all");
  }

  private static final Duration OF_LATE = Duration.ofMinutes(10);
  private static final int NAMED = 3;
  private static final Set<BatchJobState> NEVER_RAN =
      EnumSet.of(BatchJobState.SUBMIT_FAILED, BatchJobState.FAILED);

  /**
   * A BatchJob in the list.
   *
   * @param site its site
   * @param troubles what its launchers lack, and what they have lost
   */
  private record Row(String site, BatchJobInfo info, List<String> troubles) {

    String message() {
      return Stream.concat(Stream.of(info.message()), troubles.stream())
          .filter(text -> !text.isEmpty())
          .collect(Collectors.joining("; "));
    }
  }

  @Override
  public int run(Invocation call) {
    call.arguments().noWords();
    Map<String, List<Row>> found = new LinkedHashMap<>();
    for (SiteDirectory site : Sites.chosen(call)) {
      found.put(site.directory().toString(), find(call.at(site), site.directory().toString()));
    }
    print(call, found);
    return ExitCode.OK;
  }

  private static List<Row> find(Invocation call, String directory) {
    try (SiteClient site = SiteAccess.openReadOnly(call.context())) {
      List<BatchJobInfo> infos = site.balsam().batchJobs().find(List.of(), states(call));
      boolean waits = infos.stream().anyMatch(info -> !info.state().terminal());
      if (!site.served() && waits) {
        call.console().note(Sites.agentDown(call));
      }
      if (!call.arguments().has("history")) {
        String of = Sites.all(call) ? " of " + directory : "";
        refused(site.balsam(), of).forEach(call.console()::note);
      }
      Map<Long, List<String>> troubles =
          site.served() && waits ? troubles(site.balsam()) : Map.of();
      return infos.stream()
          .map(info -> new Row(directory, info, troubles.getOrDefault(info.id(), List.of())))
          .toList();
    }
  }

  /**
   * Describes recent BatchJobs that were refused, which are not in the list.
   *
   * @param of their site, where the list has several
   */
  private static List<String> refused(Balsam balsam, String of) {
    Instant since = Instant.now().minus(OF_LATE);
    List<BatchJobInfo> all = balsam.batchJobs().find(List.of(), NEVER_RAN);
    List<BatchJobInfo> late =
        all.stream().filter(info -> info.ended() != null && info.ended().isAfter(since)).toList();
    return late.subList(Math.max(0, late.size() - NAMED), late.size()).stream()
        .map(
            info ->
                "BatchJob %d%s %s %s ago%s"
                    .formatted(
                        info.id(),
                        of,
                        info.state() == BatchJobState.SUBMIT_FAILED ? "was refused" : "failed",
                        Times.length(Duration.between(since(info), Instant.now())),
                        info.message().isEmpty() ? "" : ": " + info.message()))
        .toList();
  }

  private static Map<Long, List<String>> troubles(Balsam balsam) {
    Map<Long, List<String>> troubles = new HashMap<>();
    for (SiteView.Launcher launcher : balsam.site().launchers()) {
      List<String> of = troubles.computeIfAbsent(launcher.batchJob(), id -> new ArrayList<>());
      of.add(launcher.lack().isEmpty() ? "" : "starts no more jobs now: " + launcher.lack());
      of.add(launcher.losses());
    }
    return troubles;
  }

  private static Set<BatchJobState> states(Invocation call) {
    return call.arguments().has("history") ? Set.of() : OpenBatchJobs.STATES;
  }

  private static void print(Invocation call, Map<String, List<Row>> found) {
    Console console = call.console();
    List<Row> lines = found.values().stream().flatMap(List::stream).toList();
    if (call.arguments().has("json")) {
      console.json(JsonPage.of(found.size() == 1 ? lines.stream().map(Row::info).toList() : lines));
    } else if (lines.isEmpty()) {
      console.say(
          call.arguments().has("history")
              ? "No allocation has been requested here yet: " + Typed.of("queue submit --help")
              : "No allocation waits or runs; earlier ones: " + Typed.here("queue ls --history"));
    } else {
      console.result(table(lines, found.size() > 1, console));
    }
  }

  private static Table table(List<Row> lines, boolean several, Console console) {
    List<String> heads =
        new ArrayList<>(
            List.of(
                "id>",
                "state",
                "scheduler id",
                "queue",
                "project",
                "nodes>",
                "minutes>",
                "mode",
                "tags",
                "since>",
                "message"));
    if (several) {
      heads.add(0, "site");
    }
    Table table = new Table(heads.toArray(new String[0]));
    for (Row line : lines) {
      BatchJobInfo info = line.info();
      BatchJobRequest request = info.request();
      List<Object> cells =
          new ArrayList<>(
              List.of(
                  info.id(),
                  BatchWords.state(info.state(), console.style()),
                  info.schedulerId(),
                  request.queue(),
                  request.project(),
                  request.nodes(),
                  request.wallMinutes(),
                  BatchWords.mode(request),
                  BatchWords.pairs(request.tags(), " "),
                  Times.length(Duration.between(since(info), Instant.now())),
                  line.message()));
      if (several) {
        cells.add(0, line.site());
      }
      table.row(cells.toArray());
    }
    return table;
  }

  /** Returns the time of the last recorded change of state. */
  private static Instant since(BatchJobInfo info) {
    Instant last = info.created();
    for (Instant later : new Instant[] {info.submitted(), info.began(), info.ended()}) {
      last = later == null ? last : later;
    }
    return last;
  }
}
