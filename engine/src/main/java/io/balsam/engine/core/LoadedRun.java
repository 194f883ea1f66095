package io.balsam.engine.core;

import io.balsam.engine.concurrent.GrowingPause;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.store.RunRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run in memory. Without a workflow it is loaded only to be changed, by a cancellation for
 * example: its jobs move as far as the table alone decides, and nothing is started for them.
 */
public final class LoadedRun {

  public final RunRow row;
  public final Path directory;
  public final JobTable table = new JobTable();
  public final StateCounts stateCounts;

  /** Times before which jobs may not run again, by job. */
  public final Map<Long, Instant> backOff = new HashMap<>();

  /** Jobs whose last attempt exceeded its wall time, until their end has been decided on. */
  public final Set<Long> overtime = new HashSet<>();

  /** How often jobs were cut off from outside, one time after the other, by job. */
  private final Map<Long, Integer> cutOffs = new HashMap<>();

  /** Errors of the last attempts, by job, until it has been decided how to go on. */
  public final Map<Long, String> errors = new HashMap<>();

  /** Parents that had failed before their children were added, by the child's index. */
  final Map<Integer, Long> badParents = new HashMap<>();

  /** In this batch: the first job of the chain, by indexes that fail because of another job. */
  final Map<Integer, Long> roots = new HashMap<>();

  /** Earlier jobs whose results are reused, by the new index. */
  public final Map<Integer, Long> reused = new HashMap<>();

  /** Reasons why a result could not be reused, by the new index. */
  public final Map<Integer, String> notReused = new HashMap<>();

  /** What its moldable jobs have taken so far. */
  public final NodeHours nodeHours = new NodeHours();

  public volatile boolean ended;
  private volatile @Nullable Workflow workflow;

  LoadedRun(RunRow row, Path directory, StateCounts stateCounts) {
    this.row = row;
    this.directory = directory;
    this.stateCounts = stateCounts;
    this.ended = row.ended().isPresent();
  }

  public long id() {
    return row.id();
  }

  /** Drops what is kept of a job that has ended. */
  public void forget(long job) {
    backOff.remove(job);
    overtime.remove(job);
    errors.remove(job);
    cutOffs.remove(job);
  }

  /**
   * Notes whether the attempt that has ended now was cut off from outside.
   *
   * @see #pauseAfterCutOff
   */
  public void cutOff(long job, boolean so) {
    if (so) {
      cutOffs.merge(job, 1, Integer::sum);
    } else {
      cutOffs.remove(job);
    }
  }

  /**
   * Returns the pause before the next attempt: none when one attempt was cut off, longer each time
   * when one after the other was. What cuts them off may be the job itself.
   */
  public Duration pauseAfterCutOff(long job) {
    int times = cutOffs.getOrDefault(job, 0);
    return times < 2 ? Duration.ZERO : GrowingPause.after(times - 1);
  }

  /** Has its jobs run from now on. The declarations of jobs are not kept: the store has them. */
  public void activate(Workflow read) {
    workflow = new Workflow(read.name(), read.script(), read.apps(), List.of());
  }

  public boolean active() {
    return workflow != null;
  }

  public Workflow workflow() {
    Workflow read = workflow;
    if (read == null) {
      throw new IllegalStateException("run " + row.name() + " is not being run");
    }
    return read;
  }

  /** Returns an app of the script; null when the script has none of that name. */
  @Nullable App app(String name) {
    return workflow().apps().get(name);
  }
}
