package io.balsam.views.report;

import io.balsam.engine.api.EventView;
import io.balsam.engine.domain.JobState;
import io.balsam.spi.BatchJobInfo;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * BatchJobs of a site while a run lasted. Times are in seconds after the submission of the run.
 *
 * @param waiting jobs that could have started
 * @param queued nodes asked for and not given yet
 * @param held nodes of allocations
 * @param busy those of these nodes on which at least one job of the run was
 * @param ended end of the run; empty while it is in progress
 * @param end end of the time that is worth showing
 * @param sums sums of the BatchJobs
 */
record Allocations(
    Load waiting,
    Load queued,
    Load held,
    Load busy,
    Optional<Double> ended,
    double end,
    Sums sums) {

  private static final Set<JobState> WAITING =
      EnumSet.of(JobState.PREPROCESSED, JobState.RESTART_READY);

  /** Part of the length of a run for which its allocations are shown after its end, at most. */
  private static final double MOST_AFTER = 0.5;

  private static final double HOUR = 3600;

  /**
   * Sums of BatchJobs.
   *
   * @param batchJobs number of them
   * @param began number of those that began
   * @param asked node-hours of those that were submitted: nodes times wall time
   * @param used node-hours for which nodes were held
   * @param busy node-hours of these with at least one job of the run
   * @param meanWait mean time from submission to begin in seconds
   * @param longestWait the longest of these
   */
  record Sums(
      int batchJobs,
      int began,
      double asked,
      double used,
      double busy,
      double meanWait,
      double longestWait) {}

  /** Period in seconds. */
  private record Span(double from, double to) {}

  /** Node of an allocation. */
  private record Place(long batchJob, String node) {}

  /** Returns what is to be drawn; empty when the run had no BatchJobs. */
  static Optional<Allocations> of(RunFigures figures) {
    List<BatchJobInfo> all = figures.data.batchJobs();
    Set<Long> ids = all.stream().map(BatchJobInfo::id).collect(Collectors.toSet());
    boolean elsewhere =
        !figures.attempts.isEmpty()
            && figures.attempts.stream().noneMatch(attempt -> ids.contains(attempt.batchJob()));
    return all.isEmpty() || elsewhere ? Optional.empty() : Optional.of(of(figures, all));
  }

  private static Allocations of(RunFigures figures, List<BatchJobInfo> all) {
    ReportData data = figures.data;
    Instant zero = data.run().created();
    double now = Attempt.seconds(zero, data.taken());
    Load.Changes queued = new Load.Changes();
    Load.Changes held = new Load.Changes();
    Map<Long, Span> spans = new HashMap<>();
    double end = 0;
    for (BatchJobInfo job : all) {
      double ended = seconds(zero, job.ended(), now);
      double began = seconds(zero, job.began(), ended);
      queued.during(
          Math.max(0, Attempt.seconds(zero, job.created())), Math.max(0, began), nodes(job));
      if (job.began() != null) {
        held.during(began, Math.max(began, ended), nodes(job));
        spans.put(job.id(), new Span(began, Math.max(began, ended)));
        end = Math.max(end, ended);
      }
    }
    Load busy = busy(figures, spans);
    double over = seconds(zero, data.run().ended(), now);
    return new Allocations(
        waiting(data.events(), zero),
        queued.load(),
        held.load(),
        busy,
        Optional.ofNullable(data.run().ended()).map(at -> Attempt.seconds(zero, at)),
        Math.max(over, Math.min(end, over * (1 + MOST_AFTER))),
        sums(all, held.load().sum(), busy.sum()));
  }

  private static int nodes(BatchJobInfo job) {
    return job.request().nodes();
  }

  private static double seconds(Instant zero, @Nullable Instant at, double otherwise) {
    return at == null ? otherwise : Attempt.seconds(zero, at);
  }

  private static Load waiting(List<EventView> events, Instant zero) {
    Load.Changes waiting = new Load.Changes();
    for (EventView event : events) {
      int by = (WAITING.contains(event.to()) ? 1 : 0) - (WAITING.contains(event.from()) ? 1 : 0);
      if (by != 0) {
        waiting.at(Attempt.seconds(zero, event.at()), by);
      }
    }
    return waiting.load();
  }

  /** Returns the nodes with jobs: each counts once, however many jobs share it. */
  private static Load busy(RunFigures figures, Map<Long, Span> allocations) {
    double before = Attempt.seconds(figures.data.run().created(), figures.zero);
    Load.Changes busy = new Load.Changes();
    Map<Place, Span> last = new HashMap<>();
    for (Attempt attempt : figures.attempts) {
      Span allocation = allocations.get(attempt.batchJob());
      if (allocation == null) {
        continue;
      }
      double from = Math.max(allocation.from(), before + attempt.begin());
      double to = Math.min(allocation.to(), before + attempt.end());
      if (from >= to) {
        continue;
      }
      for (String node : attempt.node().split(",")) {
        // Attempts are in order of their begins: those that overlap follow each other.
        Place place = new Place(attempt.batchJob(), node);
        Span known = last.get(place);
        if (known == null || known.to() < from) {
          count(known, busy);
          last.put(place, new Span(from, to));
        } else if (known.to() < to) {
          last.put(place, new Span(known.from(), to));
        }
      }
    }
    last.values().forEach(span -> count(span, busy));
    return busy.load();
  }

  private static void count(@Nullable Span span, Load.Changes busy) {
    if (span != null) {
      busy.during(span.from(), span.to(), 1);
    }
  }

  private static Sums sums(List<BatchJobInfo> all, double held, double busy) {
    double asked = 0;
    int began = 0;
    double waits = 0;
    double longest = 0;
    for (BatchJobInfo job : all) {
      Instant submitted = job.submitted();
      Instant begin = job.began();
      asked += submitted == null ? 0 : nodes(job) * job.request().wallMinutes() / 60.0;
      if (submitted != null && begin != null) {
        double wait = Math.max(0, Attempt.seconds(submitted, begin));
        began++;
        waits += wait;
        longest = Math.max(longest, wait);
      }
    }
    return new Sums(
        all.size(),
        began,
        asked,
        held / HOUR,
        busy / HOUR,
        began == 0 ? 0 : waits / began,
        longest);
  }
}
