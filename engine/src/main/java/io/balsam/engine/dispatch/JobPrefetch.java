package io.balsam.engine.dispatch;

import io.balsam.engine.core.EngineParts;
import io.balsam.engine.core.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** Reads the records of jobs just placed, and of those to be placed next, many at once. */
public final class JobPrefetch {

  private static final int NEXT = 256;

  /** Size of the parts in which many placed jobs are read, so that each part is still cached. */
  private static final int PART = 2_000;

  private final EngineParts parts;

  public JobPrefetch(EngineParts parts) {
    this.parts = parts;
  }

  /** Reads the jobs part by part and passes each part on before the next is read. */
  public <T> void each(List<T> placed, ToLongFunction<T> job, Consumer<T> sink) {
    for (int start = 0; start < placed.size(); start += PART) {
      List<T> part = placed.subList(start, Math.min(placed.size(), start + PART));
      of(part.stream().map(job::applyAsLong).toList());
      part.forEach(sink);
    }
  }

  // Jobs of one kind are placed in the order of their ids: those after a missing one are next.
  public void of(List<Long> placed) {
    List<Long> wanted = new ArrayList<>();
    Job last = null;
    for (long job : placed) {
      if (!parts.details.has(job) && parts.batch.created(job) == null) {
        wanted.add(job);
        last = parts.runs.job(job);
      }
    }
    if (last == null) {
      return;
    }
    int end = Math.min(last.run().table.size(), last.index() + NEXT);
    for (int index = last.index() + 1; index < end; index++) {
      if (last.run().table.state(index).runnable()) {
        wanted.add(last.run().table.id(index));
      }
    }
    parts.details.load(wanted);
  }
}
