package io.balsam.cli.progress;

import io.balsam.cli.look.Paths;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Style;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.EventView;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.JobView;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.files.OutputTail;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reports jobs that failed since the last call, each with a hint where to look further. */
final class Failures {

  private static final int SHOWN = 10;

  private final Balsam balsam;
  private final Console console;
  private EventFilter filter;
  private long failedBefore;
  private int shown;

  Failures(RunSource source, Console console) {
    this.balsam = source.balsam();
    this.console = console;
    this.filter =
        EventFilter.ALL
            .withRuns(List.of(source.progress().run()))
            .withTo(Set.of(JobState.FAILED))
            .withLimit(SHOWN * 10);
    List<EventView> old =
        source.fresh()
            ? List.of()
            : balsam.events(filter.withLimit(Integer.MAX_VALUE), Duration.ZERO);
    if (!old.isEmpty()) {
      filter = filter.withAfter(old.get(old.size() - 1).seq());
      failedBefore = old.size();
    }
  }

  /**
   * Returns lines about jobs that failed since the last call.
   *
   * @param failed number of failed jobs by now; nothing is read unless it has grown
   */
  List<String> since(long failed) {
    if (failed <= failedBefore || shown > SHOWN) {
      return List.of();
    }
    List<EventView> events = balsam.events(filter, Duration.ZERO);
    failedBefore = failed;
    if (events.isEmpty()) {
      return List.of();
    }
    filter = filter.withAfter(events.get(events.size() - 1).seq());
    List<EventView> own = events.stream().filter(e -> !e.cause().equals("parent_failed")).toList();
    Map<Long, JobView> jobs =
        balsam
            .jobs(JobFilter.ALL.withIds(own.stream().map(EventView::job).toList()))
            .results()
            .stream()
            .collect(Collectors.toMap(JobView::id, Function.identity()));
    Map<Long, EventView> ends = lastEnds(own.stream().map(EventView::job).toList());
    List<String> lines = new ArrayList<>();
    for (EventView event : own) {
      JobView job = jobs.get(event.job());
      if (job != null && ++shown <= SHOWN) {
        lines.addAll(lines(job, ends.getOrDefault(job.id(), event)));
      } else if (shown == SHOWN + 1) {
        lines.add("more jobs fail; all: " + Typed.here("job ls --run latest --state failed"));
      }
    }
    return lines;
  }

  /**
   * Returns the event that ended the last attempt of each job; it is more specific than the state
   * that follows from it.
   */
  private Map<Long, EventView> lastEnds(List<Long> jobs) {
    EventFilter ends =
        EventFilter.ALL.withJobs(jobs).withTo(Set.of(JobState.RUN_ERROR, JobState.RUN_TIMEOUT));
    Map<Long, EventView> last = new HashMap<>();
    if (!jobs.isEmpty()) {
      balsam.events(ends, Duration.ZERO).forEach(event -> last.put(event.job(), event));
    }
    return last;
  }

  private List<String> lines(JobView job, EventView event) {
    Style style = console.style();
    String tries = job.attempts() > 1 ? " (" + job.attempts() + " attempts)" : "";
    String output = "";
    if (event.data().get("tail") instanceof List<?> tail && !tail.isEmpty()) {
      output = ": " + String.valueOf(tail.get(tail.size() - 1)).strip();
    }
    Object message = event.data().get("message");
    String why = message == null ? event.cause().replace('_', ' ') : message.toString();
    String workdir = Paths.shorten(console.io().directory(), job.workdir());
    return List.of(
        "%s job %d %s: %s%s%s"
            .formatted(
                style.cross(),
                job.id(),
                job.app(),
                why.lines().findFirst().orElse(""),
                tries,
                output),
        style.dim("  in %s; more: %s".formatted(workdir, more(job))));
  }

  private static Typed more(JobView job) {
    return OutputTail.onlyRunnerSaid(Path.of(job.workdir()))
        ? Typed.here("job logs", job.id(), "--launch")
        : Typed.here("explain", job.id());
  }
}
