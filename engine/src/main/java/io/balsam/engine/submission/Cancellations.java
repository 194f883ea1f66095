package io.balsam.engine.submission;

import io.balsam.engine.api.CommandResult;
import io.balsam.engine.core.DependencyTracker;
import io.balsam.engine.core.Job;
import io.balsam.engine.core.LifecycleDriver;
import io.balsam.engine.core.RunRegistry;
import io.balsam.engine.lifecycle.Trigger;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.RunStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Cancels jobs. On the event loop's thread only. */
public final class Cancellations {

  private final RunStore store;
  private final RunRegistry runs;
  private final LifecycleDriver lifecycle;

  public Cancellations(RunStore store, RunRegistry runs, LifecycleDriver lifecycle) {
    this.store = store;
    this.runs = runs;
    this.lifecycle = lifecycle;
  }

  public CommandResult cancel(List<JobRecord> jobs, boolean subtree) {
    Set<Long> done = new LinkedHashSet<>();
    Map<Long, String> refused = new TreeMap<>();
    for (JobRecord record : jobs) {
      long id = record.row().id();
      Job job = find(record);
      if (job == null || !lifecycle.fire(job, Trigger.CANCELLED)) {
        String state = (job == null ? record.row().state() : job.state()).name();
        if (!done.contains(id)) {
          refused.put(id, "it has ended already: " + state);
        }
        continue;
      }
      done.add(id);
      if (subtree) {
        DependencyTracker.eachDescendant(
            job,
            child -> {
              if (lifecycle.fire(
                  child, Trigger.CANCELLED, Map.of("message", "cancelled with job " + id))) {
                done.add(child.id());
              }
            });
      }
    }
    return new CommandResult(List.copyOf(done), refused);
  }

  private @Nullable Job find(JobRecord record) {
    if (record.row().state().terminal()) {
      return null;
    }
    long run = record.row().run();
    if (runs.find(run) == null) {
      store.run(run).ifPresent(runs::load);
    }
    return runs.find(run, record.row().id());
  }
}
