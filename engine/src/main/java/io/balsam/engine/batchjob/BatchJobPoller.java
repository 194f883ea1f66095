package io.balsam.engine.batchjob;

import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobState;
import io.balsam.spi.BatchReport;
import io.balsam.spi.BatchState;
import io.balsam.spi.Scheduler;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Polls the batch system for the states of BatchJobs, all of them with one query. */
final class BatchJobPoller {

  /** Precision of times in the record: more of it would be news in each poll. */
  private static final ChronoUnit RECORDED = ChronoUnit.MICROS;

  private static final BatchReport NOT_TOLD = BatchReport.of(BatchState.UNKNOWN, "");

  private final Scheduler scheduler;
  private final BatchScript script;
  private final Clock clock;
  private final Map<Long, Instant> unknownSince = new HashMap<>();

  BatchJobPoller(Scheduler scheduler, BatchScript script, Clock clock) {
    this.scheduler = scheduler;
    this.script = script;
    this.clock = clock;
  }

  /**
   * Polls the batch system.
   *
   * @param jobs those that the batch system has
   * @param cancelled ids of those that were cancelled there already
   * @return the changes; an unknown state is none
   */
  List<BatchJobUpdate> changes(Collection<BatchJobInfo> jobs, Set<Long> cancelled) {
    if (jobs.isEmpty()) {
      return List.of();
    }
    Map<String, BatchReport> reports =
        new HashMap<>(scheduler.status(jobs.stream().map(BatchJobInfo::schedulerId).toList()));
    Set<String> over = new HashSet<>();
    for (BatchJobInfo job : jobs) {
      BatchReport report = reports.getOrDefault(job.schedulerId(), NOT_TOLD);
      if (report.state() != BatchState.QUEUED && report.state() != BatchState.RUNNING) {
        over.add(job.schedulerId());
      }
    }
    if (!over.isEmpty()) {
      scheduler
          .history(over)
          .forEach(
              (id, report) -> {
                if (report.state() != BatchState.UNKNOWN) {
                  reports.put(id, report);
                }
              });
    }
    List<BatchJobUpdate> changes = new ArrayList<>();
    for (BatchJobInfo job : jobs) {
      BatchReport report = reports.getOrDefault(job.schedulerId(), NOT_TOLD);
      BatchJobUpdate change = change(job, report, cancelled.contains(job.id()));
      if (change != null) {
        changes.add(change);
      }
    }
    return changes;
  }

  private @Nullable BatchJobUpdate change(BatchJobInfo job, BatchReport report, boolean cancelled) {
    if (report.state() != BatchState.UNKNOWN) {
      unknownSince.remove(job.id());
    }
    return switch (report.state()) {
      case QUEUED -> change(job, BatchJobState.QUEUED, words(report), null, null);
      case RUNNING -> {
        Instant told = report.started();
        Instant began = told == null ? job.began() : told.truncatedTo(RECORDED);
        yield change(
            job,
            BatchJobState.RUNNING,
            words(report),
            began == null ? clock.instant() : began,
            null);
      }
      case FINISHED -> ended(job, BatchJobState.FINISHED, report);
      case FAILED -> ended(job, BatchJobState.FAILED, report);
      case UNKNOWN -> {
        if (cancelled) {
          yield ended(job, BatchJobState.DELETED, report);
        }
        Instant since = unknownSince.computeIfAbsent(job.id(), id -> clock.instant());
        String words = report.reason().isEmpty() ? "" : " (" + report.reason() + ")";
        yield change(
            job,
            job.state(),
            "the batch system reports no known state of it%s, since %s; its state is left as it was"
                .formatted(words, since),
            null,
            null);
      }
    };
  }

  /** Returns the reason, unless it only repeats the state. */
  private static String words(BatchReport report) {
    return report.reason().equalsIgnoreCase(report.state().name()) ? "" : report.reason();
  }

  private BatchJobUpdate ended(BatchJobInfo job, BatchJobState state, BatchReport report) {
    Instant began = report.started() == null ? job.began() : report.started();
    String words = words(report);
    String last = state == BatchJobState.FAILED ? script.lastWords(job) : "";
    String all = words.isEmpty() || last.isEmpty() ? words + last : words + ": " + last;
    return new BatchJobUpdate(job.id(), state, null, all, null, began, report.ended());
  }

  /** Returns the change; null when nothing is new. */
  private static @Nullable BatchJobUpdate change(
      BatchJobInfo job,
      BatchJobState reported,
      String message,
      @Nullable Instant began,
      @Nullable Instant ended) {
    boolean deleting = job.state() == BatchJobState.PENDING_DELETION;
    BatchJobState state = deleting ? job.state() : reported;
    boolean same =
        state == job.state()
            && message.equals(job.message())
            && (began == null || Objects.equals(began, job.began()));
    return same ? null : new BatchJobUpdate(job.id(), state, null, message, null, began, ended);
  }
}
