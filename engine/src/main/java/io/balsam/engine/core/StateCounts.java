package io.balsam.engine.core;

import io.balsam.engine.api.RunProgress;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.lifecycle.Trigger;
import io.balsam.engine.store.EventRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Jobs of a run by app and state, as of the last commit. Thread-safe. */
public final class StateCounts {

  private static final JobState[] STATES = JobState.values();

  private static final class AppCounts {
    final long[] counts = new long[STATES.length];
    long retried;
    long reused;
  }

  private final Map<String, AppCounts> lines = new LinkedHashMap<>();

  public synchronized void add(String app, JobState state, long jobs) {
    line(app).counts[state.ordinal()] += jobs;
  }

  synchronized void count(String app, EventRow event) {
    AppCounts line = line(app);
    line.counts[event.from().ordinal()]--;
    line.counts[event.to().ordinal()]++;
    if (event.trigger() == Trigger.REUSED) {
      line.reused++;
    } else if (event.trigger() == Trigger.STARTED
        && !Integer.valueOf(1).equals(event.data().get("attempt"))) {
      line.retried++;
    }
  }

  /** Returns whether any job is in one of the states. */
  synchronized boolean any(Set<JobState> states) {
    return lines.values().stream()
        .anyMatch(line -> states.stream().anyMatch(state -> line.counts[state.ordinal()] > 0));
  }

  public synchronized List<RunProgress.AppLine> lines() {
    List<RunProgress.AppLine> all = new ArrayList<>();
    lines.forEach(
        (app, line) -> {
          Map<JobState, Long> counts = new EnumMap<>(JobState.class);
          for (JobState state : STATES) {
            if (line.counts[state.ordinal()] != 0) {
              counts.put(state, line.counts[state.ordinal()]);
            }
          }
          all.add(new RunProgress.AppLine(app, counts, line.retried, line.reused));
        });
    return all;
  }

  private AppCounts line(String app) {
    return lines.computeIfAbsent(app, name -> new AppCounts());
  }
}
