package io.balsam.simulator.campaign;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.ParentKind;
import io.balsam.engine.domain.ParentRef;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.lifecycle.Trigger;
import io.balsam.engine.store.EventRow;
import io.balsam.engine.store.JobRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Checks the jobs of a site's record against their processes. */
final class JobBook {

  private final Set<Long> cancelled;
  private final Set<Long> acknowledged;
  private final Workflow workflow;
  private final Map<Long, JobRecord> jobs;
  private final Consumer<String> fault;

  JobBook(Campaign campaign, Map<Long, JobRecord> jobs, Consumer<String> fault) {
    cancelled = campaign.user().asked();
    acknowledged = campaign.user().acknowledged();
    workflow = campaign.simulation().setup().workflow();
    this.jobs = jobs;
    this.fault = fault;
  }

  void check(JobRecord job, List<EventRow> events, List<Execution> executions) {
    history(job, events);
    attempts(job, events, executions);
    results(job, events, executions);
    end(job, events, executions);
    parents(job, executions);
  }

  private void require(boolean condition, String said, Object... values) {
    if (!condition) {
      fault.accept(said.formatted(values));
    }
  }

  private static long count(List<EventRow> events, Trigger trigger) {
    return events.stream().filter(event -> event.trigger() == trigger).count();
  }

  private static long whole(List<Execution> executions, boolean success) {
    return executions.stream()
        .filter(one -> one.whole() && Objects.equals(one.exitCode(), 0) == success)
        .count();
  }

  private void history(JobRecord job, List<EventRow> events) {
    JobState state = JobState.CREATED;
    for (EventRow event : events) {
      require(
          event.from() == state,
          "job %d went from %s, but was %s",
          event.job(),
          event.from(),
          state);
      state = event.to();
    }
    long id = job.row().id();
    require(state == job.row().state(), "job %d is %s after %s", id, job.row().state(), state);
    require(state.terminal(), "job %d has not ended: %s", id, state);
  }

  private void attempts(JobRecord job, List<EventRow> events, List<Execution> executions) {
    long id = job.row().id();
    // The start of a job that is cancelled at this moment is not recorded.
    int most = job.attempts() + (job.row().state() == JobState.CANCELLED ? 1 : 0);
    require(
        executions.size() <= most,
        "job %d has %d processes and %d attempts",
        id,
        executions.size(),
        job.attempts());
    long started = count(events, Trigger.STARTED);
    require(
        started == job.attempts(), "job %d started %d of %d times", id, started, job.attempts());
    require(
        executions.stream().map(Execution::attempt).distinct().count() == executions.size()
            && executions.stream().allMatch(one -> one.attempt() <= most),
        "job %d has processes that are not those of its attempts: %s",
        id,
        executions);
    for (int i = 1; i < executions.size(); i++) {
      Instant before = executions.get(i - 1).ended();
      require(
          before != null && !before.isAfter(executions.get(i).began()),
          "job %d ran twice at a time: %s",
          id,
          executions);
    }
  }

  private void results(JobRecord job, List<EventRow> events, List<Execution> executions) {
    long id = job.row().id();
    long zero = count(events, Trigger.EXITED_ZERO);
    long nonzero = count(events, Trigger.EXITED_NONZERO);
    long timeouts = count(events, Trigger.TIMED_OUT);
    long cut = executions.stream().filter(one -> !one.whole()).count();
    require(zero <= 1, "job %d succeeded %d times", id, zero);
    require(
        zero <= whole(executions, true),
        "job %d is recorded as done, and no process of it succeeded",
        id);
    require(
        nonzero <= whole(executions, false),
        "job %d is recorded as failed %d times: %s",
        id,
        nonzero,
        executions);
    require(
        timeouts <= cut, "job %d is recorded as cut off %d times: %s", id, timeouts, executions);
  }

  private void end(JobRecord job, List<EventRow> events, List<Execution> executions) {
    long id = job.row().id();
    JobState state = job.row().state();
    Trigger last = events.isEmpty() ? Trigger.ACCEPTED : events.get(events.size() - 1).trigger();
    require(
        state == JobState.CANCELLED || !acknowledged.contains(id),
        "job %d was said to be cancelled, and is %s",
        id,
        state);
    require(
        state != JobState.CANCELLED || cancelled.contains(id),
        "job %d is cancelled, and nobody asked for it",
        id);
    require(
        state != JobState.JOB_FINISHED || count(events, Trigger.EXITED_ZERO) == 1,
        "job %d is finished and was never done",
        id);
    if (state == JobState.FAILED) {
      boolean due =
          switch (last) {
            case ERROR_FAILS -> whole(executions, false) > 0 && usedUp(job);
            case TIMEOUT_FAILS -> overtime(job, executions) && usedUp(job);
            case PARENT_FAILED -> parents(job).stream().anyMatch(parent -> !satisfied(parent));
            default -> false;
          };
      require(due, "job %d failed without a reason (%s): %s", id, last, executions);
    }
  }

  private boolean usedUp(JobRecord job) {
    App app = Objects.requireNonNull(workflow.apps().get(job.row().app()));
    return job.attempts() >= app.retry().attempts();
  }

  private static boolean overtime(JobRecord job, List<Execution> executions) {
    Duration limit = job.row().wallTime();
    return executions.stream()
        .filter(one -> !one.whole() && one.ended() != null)
        .anyMatch(one -> Duration.between(one.began(), one.ended()).compareTo(limit) >= 0);
  }

  /** Returns the parents as they were declared: jobs have numbers from 1 in order. */
  private List<ParentRef.Declared> parents(JobRecord job) {
    return workflow.jobs().get((int) job.row().id() - 1).parents().stream()
        .filter(ParentRef.Declared.class::isInstance)
        .map(ParentRef.Declared.class::cast)
        .toList();
  }

  private JobRecord parent(ParentRef.Declared parent) {
    return Objects.requireNonNull(jobs.get(parent.index() + 1L));
  }

  private boolean satisfied(ParentRef.Declared parent) {
    JobState state = parent(parent).row().state();
    return parent.kind() == ParentKind.ANY_END ? state.terminal() : state == JobState.JOB_FINISHED;
  }

  private void parents(JobRecord job, List<Execution> executions) {
    for (ParentRef.Declared parent : parents(job)) {
      require(
          executions.isEmpty() || satisfied(parent),
          "job %d ran, and its parent %d is not done",
          job.row().id(),
          parent.index() + 1);
      JobRecord record = parent(parent);
      // The processes of a cancelled parent may still be about to end.
      Instant ended = record.row().state() == JobState.CANCELLED ? null : record.ended();
      require(
          ended == null || executions.stream().noneMatch(one -> one.began().isBefore(ended)),
          "job %d ran before its parent %d had ended",
          job.row().id(),
          parent.index() + 1);
    }
  }
}
