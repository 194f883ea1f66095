package io.balsam.cli.look;

import io.balsam.cli.option.Arguments;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.site.SiteWatch;
import io.balsam.cli.term.Console;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.EventView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The {@code balsam events} command. */
public final class EventsCommand implements Command {

  private static final int PAGE = 10_000;
  private static final Duration POLL = Duration.ofSeconds(20);

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("events", "list events of jobs, in order")
        .arguments("[JOB...]", Opt.Complete.JOB)
        .with(
            Filters.RUN,
            Filters.BATCH_JOB,
            Opt.value("state", "STATE", "only changes into this state")
                .repeated()
                .completing(Opt.Complete.STATE),
            Opt.value("after", "SEQ", "only events after this sequence number (default 0)"),
            Opt.value(
                "limit", "N", "show at most N (default 1000, with --json or --follow all; 0: all)"),
            Opt.flag(
                "site-events", "show events of the site instead: modules, BatchJobs, launchers"),
            Opt.flag("follow", "keep printing new events").letter("f"),
            CommandSpec.JSON)
        .about(
            """
            Every change of a job's state is an event: when, from, to, why. With --json each event is
            one line. With --follow new events are printed as they happen, until the run has ended or
            no process runs jobs here.""")
        .examples(
            "balsam events --run latest --state FAILED",
            "balsam events --follow --json  # a stream for another program",
            "balsam events --site-events  # 'site status' shows only the latest");
  }

  @Override
  public int run(Invocation call) throws Exception {
    Arguments arguments = call.arguments();
    if (arguments.has("site-events")) {
      return SiteEvents.print(call);
    }
    boolean follow = arguments.has("follow");
    EventFilter asked =
        EventFilter.ALL
            .withJobs(Filters.ids(arguments.words()))
            .withBatchJobs(Filters.batchJobs(arguments))
            .withTo(Filters.states(arguments, "state"));
    long[] left = {follow && !arguments.has("limit") ? Integer.MAX_VALUE : Limit.of(call, 1000)};
    long[] last = {Filters.after(arguments)};
    boolean[] first = {true};
    SiteWatch.follow(
        call,
        site -> {
          Balsam balsam = site.balsam();
          Optional<Long> run = arguments.text("run").map(word -> RunWord.find(balsam, word).id());
          EventFilter filter =
              asked
                  .withAfter(last[0])
                  .withRuns(run.map(List::of).orElse(List.of()))
                  .withLimit((int) Math.min(left[0], PAGE));
          // Checked before the events are read, so that all events up to this check are among them.
          boolean more = follow && site.served() && goesOn(balsam, run);
          List<EventView> events = balsam.events(filter, more && !first[0] ? POLL : Duration.ZERO);
          print(events, call);
          last[0] = last(events, last[0]);
          left[0] -= events.size();
          if (!follow && events.isEmpty() && first[0]) {
            call.console().note("No event matches.");
          } else if (!follow && left[0] == 0 && !call.arguments().has("json")) {
            sayWhetherMore(call, balsam, filter.withAfter(last[0]));
          }
          first[0] = false;
          return left[0] > 0 && (more || events.size() == filter.limit());
        });
    return ExitCode.OK;
  }

  private static void sayWhetherMore(Invocation call, Balsam balsam, EventFilter behind) {
    if (!balsam.events(behind.withLimit(1), Duration.ZERO).isEmpty()) {
      call.console()
          .note("There are more: --limit 0 shows all; the next ones: --after " + behind.after());
    }
  }

  private static boolean goesOn(Balsam balsam, Optional<Long> run) {
    return balsam.runs().stream()
        .filter(view -> run.isEmpty() || run.get() == view.id())
        .anyMatch(view -> view.ended() == null);
  }

  private static long last(List<EventView> events, long otherwise) {
    return events.isEmpty() ? otherwise : events.get(events.size() - 1).seq();
  }

  private static void print(List<EventView> events, Invocation call) {
    Console console = call.console();
    boolean json = call.arguments().has("json");
    for (EventView event : events) {
      if (json) {
        console.json(JsonPage.line(event));
      } else {
        console.result(EventLine.of(event, console.style(), true));
      }
    }
    call.io().out().flush();
  }
}
