package io.balsam.engine.core;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.lifecycle.Transitions;
import io.balsam.engine.lifecycle.Trigger;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves jobs through the transition table and calls the handlers of the states they reach.
 *
 * <ul>
 *   <li>Every change of state is a row of {@link Transitions}; a trigger without a row for the
 *       present state changes nothing.
 *   <li>What a state needs follows from the state alone: a job that was just created and one found
 *       in the store after a crash take the same way.
 *   <li>A transition is added to the current batch at once; its handler is called by {@link
 *       #settle()}, and only if the job is still in that state.
 *   <li>Handlers may fire further triggers; a settling ends when none is due any more.
 * </ul>
 *
 * <p>On the event loop's thread only.
 */
public final class LifecycleDriver {

  private static final Logger LOG = LoggerFactory.getLogger(LifecycleDriver.class);

  private record Due(Job job, JobState state) {}

  private static final Map<JobState, Trigger> GIVING_UP =
      new EnumMap<>(
          Map.of(
              JobState.READY, Trigger.STAGE_IN_GAVE_UP,
              JobState.STAGED_IN, Trigger.PREPROCESS_FAILS,
              JobState.PREPROCESSED, Trigger.CANNOT_START,
              JobState.RESTART_READY, Trigger.CANNOT_START,
              JobState.RUN_DONE, Trigger.POSTPROCESS_FAILS,
              JobState.RUN_ERROR, Trigger.ERROR_FAILS,
              JobState.RUN_TIMEOUT, Trigger.TIMEOUT_FAILS,
              JobState.POSTPROCESSED, Trigger.STAGE_OUT_GAVE_UP));

  private final CommitBatch batch;
  private final Map<JobState, Consumer<Job>> needs = new EnumMap<>(JobState.class);
  private final ArrayDeque<Due> due = new ArrayDeque<>();

  public LifecycleDriver(CommitBatch batch) {
    this.batch = batch;
  }

  /** Sets the handler of jobs that have reached the state. */
  public void on(JobState state, Consumer<Job> need) {
    needs.put(state, need);
  }

  public boolean fire(Job job, Trigger trigger) {
    return fire(job, trigger, Map.of());
  }

  /** Moves a job; returns false and changes nothing when the table has no such row. */
  public boolean fire(Job job, Trigger trigger, Map<String, Object> data) {
    return fire(job, trigger, batch.now(), data);
  }

  /** Moves a job for something that happened at another time than that of the batch. */
  public boolean fire(Job job, Trigger trigger, Instant at, Map<String, Object> data) {
    Optional<JobState> to = Transitions.next(job.state(), trigger);
    if (to.isEmpty()) {
      LOG.debug("{} is {}: {} comes too late and is dropped", job, job.state(), trigger);
      return false;
    }
    batch.transition(job, to.get(), trigger, at, data);
    due.add(new Due(job, to.get()));
    return true;
  }

  /**
   * Gives a moldable job that has not begun a number of nodes, and records why. The handler of its
   * state is not called again.
   */
  public void nodes(Job job, int number, Map<String, Object> data) {
    Transitions.next(job.state(), Trigger.NODES_CHOSEN)
        .ifPresent(
            same -> {
              batch.nodes(job, number);
              batch.transition(job, same, Trigger.NODES_CHOSEN, batch.now(), data);
            });
  }

  /** Fails a job in its present state, when the table lets it fail from there. */
  public void fail(Job job, String message) {
    Trigger trigger = GIVING_UP.get(job.state());
    if (trigger != null) {
      fire(job, trigger, Map.of("message", message));
    }
  }

  /** Has the handler of the job's present state called at the next settling. */
  public void schedule(Job job) {
    due.add(new Due(job, job.state()));
  }

  /** Calls the handlers of all states reached, until none is due any more. */
  public void settle() {
    for (Due next = due.poll(); next != null; next = due.poll()) {
      if (next.job.state() == next.state) {
        Consumer<Job> need = needs.get(next.state);
        if (need != null) {
          need.accept(next.job);
        }
      }
    }
  }
}
