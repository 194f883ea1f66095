package io.balsam.engine;

import io.balsam.engine.api.EngineFailure;
import io.balsam.engine.api.Registration;
import io.balsam.engine.api.RunProgress;
import io.balsam.engine.concurrent.Signal;
import io.balsam.engine.core.LoadedRun;
import io.balsam.engine.store.RunRow;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows runs for clients: their progress, their changes and their end. */
final class RunFollower {

  private static final Logger LOG = LoggerFactory.getLogger(RunFollower.class);

  private final EngineConfig config;
  private final EngineCore core;
  private final Signal commits;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  RunFollower(EngineConfig config, EngineCore core, Signal commits) {
    this.config = config;
    this.core = core;
    this.commits = commits;
  }

  boolean await(long id) throws InterruptedException {
    LoadedRun found = core.parts.runs.find(id);
    if (found == null && endedBefore(id)) {
      return true;
    }
    LoadedRun loaded = found == null ? loaded(id) : found;
    while (true) {
      long seen = commits.count();
      EngineFailure failure = core.parts.loop.failure();
      if (failure != null) {
        throw failure;
      }
      if (loaded.ended || core.parts.loop.ended()) {
        return loaded.ended;
      }
      commits.await(seen);
    }
  }

  private boolean endedBefore(long id) {
    RunRow row =
        config
            .store()
            .run(id)
            .orElseThrow(() -> new IllegalArgumentException("there is no run " + id));
    return row.ended().isPresent();
  }

  private LoadedRun loaded(long id) {
    LoadedRun loaded = core.parts.runs.find(id);
    if (loaded == null) {
      throw new IllegalArgumentException("run " + id + " is not run by this engine");
    }
    return loaded;
  }

  RunProgress progress(long id) {
    LoadedRun loaded = loaded(id);
    Instant now = config.clock().instant();
    return new RunProgress(
        id,
        loaded.row.name(),
        now,
        loaded.stateCounts.lines(),
        core.parts.usage.cores(),
        core.parts.usage.busy(),
        core.parts.usage.average(now),
        loaded.ended,
        core.parts.shortages.any());
  }

  Registration onChange(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Signals a commit and calls the listeners. On the event loop's thread. */
  void changed() {
    commits.raise();
    for (Runnable listener : listeners) {
      try {
        listener.run();
      } catch (RuntimeException e) {
        LOG.error("a listener failed", e);
      }
    }
  }
}
