package io.balsam.cli.progress;

import io.balsam.cli.term.Console;
import io.balsam.cli.term.Style;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.EventView;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.JobView;
import io.balsam.engine.domain.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Jobs that failed since the last look, each with where to look further. */
final class Failures {

  private static final int SHOWN = 10;

  private final Balsam balsam;
  private final Console console;
  private EventFilter filter;
  private long failedBefore;
  private int shown;

  Failures(Balsam balsam, long run, Console console) {
    this.balsam = balsam;
    this.console = console;
    this.filter =
        EventFilter.ALL
            .withRuns(List.of(run))
            .withTo(Set.of(JobState.FAILED))
            .withLimit(SHOWN * 10);
    List<EventView> old = balsam.events(filter.withLimit(Integer.MAX_VALUE), Duration.ZERO);
    if (!old.isEmpty()) {
      filter = filter.withAfter(old.get(old.size() - 1).seq());
      failedBefore = old.size();
    }
  }

  /**
   * What failed since the last call.
   *
   * @param failed how many jobs have failed by now; when it did not grow nothing is read
   */
  List<String> since(long failed) {
    if (failed <= failedBefore || shown > SHOWN) {
      return List.of();
    }
    failedBefore = failed;
    List<EventView> events = balsam.events(filter, Duration.ZERO);
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
    List<String> lines = new ArrayList<>();
    for (EventView event : own) {
      JobView job = jobs.get(event.job());
      if (job != null && ++shown <= SHOWN) {
        lines.add(line(job, event, console.style()));
      } else if (shown == SHOWN + 1) {
        lines.add("more jobs fail; all of them: balsam job ls --run latest --state FAILED");
      }
    }
    return lines;
  }

  private String line(JobView job, EventView event, Style style) {
    String why = FailureText.of(job, event);
    return "%s job %d %s: %s; %s"
        .formatted(
            style.cross(), job.id(), job.app(), why, style.dim("balsam explain " + job.id()));
  }
}
