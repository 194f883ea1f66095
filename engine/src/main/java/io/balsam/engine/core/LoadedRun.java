package io.balsam.engine.core;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.store.RunRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run in memory. Without a workflow it is only here to be changed (a cancellation, say): its jobs
 * move as far as the table alone decides and nothing is started for them.
 */
public final class LoadedRun {

  public final RunRow row;
  public final Path directory;
  public final JobTable table = new JobTable();
  public final StateCounts stateCounts;

  /** Jobs that wait for a time, until when. */
  public final Map<Long, Instant> backOff = new HashMap<>();

  /** Jobs whose run went over its wall time, until their end has been decided on. */
  public final Set<Long> overtime = new HashSet<>();

  /** How the last run of a job went wrong, until it has been decided how to go on. */
  public final Map<Long, String> errors = new HashMap<>();

  /** Slots with a required parent that had ended badly before they came, and that parent. */
  final Map<Integer, Long> badParents = new HashMap<>();

  /** In this batch: slots that fail because of another job, and the first job of that chain. */
  final Map<Integer, Long> roots = new HashMap<>();

  /** New slots that take the result of an earlier job, and that job. */
  public final Map<Integer, Long> reused = new HashMap<>();

  /** New slots that were to be reused but cannot, and why. */
  public final Map<Integer, String> notReused = new HashMap<>();

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

  /** A job has ended: nothing need be kept of it. */
  public void forget(long job) {
    backOff.remove(job);
    overtime.remove(job);
    errors.remove(job);
  }

  /** From now on its jobs are run. Their declarations are not kept: the store has them. */
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

  /** An app as the script has it; null when the script has none of that name. */
  @Nullable App app(String name) {
    return workflow().apps().get(name);
  }
}
