package io.balsam.engine.site;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.concurrent.EngineRuntime;
import io.balsam.engine.concurrent.GrowingPause;
import io.balsam.engine.concurrent.Signal;
import io.balsam.engine.concurrent.Task;
import io.balsam.spi.ServiceContext;
import io.balsam.spi.ServiceModule;
import io.balsam.spi.SiteAccess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One service module: its thread, its restarts, and its status. */
final class SupervisedModule implements ServiceContext {

  private static final Logger LOG = LoggerFactory.getLogger(SupervisedModule.class);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final String name;
  private final Supplier<ServiceModule> maker;
  private final SiteAccess site;
  private final BiConsumer<String, String> tell;
  private final Clock clock;
  private final Duration firstPause;
  private final EngineRuntime runtime;
  private final Signal changes;
  private final Task thread;
  private boolean stopping;
  private boolean woken;
  private String state = "stopped";
  private Instant since;
  private int restarts;
  private String lastError = "";
  private @Nullable Instant lastErrorAt;
  private @Nullable Instant lastCycle;
  private String note = "";

  SupervisedModule(
      String name,
      Supplier<ServiceModule> maker,
      SiteAccess site,
      BiConsumer<String, String> tell,
      EngineRuntime runtime,
      Duration firstPause) {
    this.name = name;
    this.maker = maker;
    this.site = site;
    this.tell = tell;
    this.runtime = runtime;
    this.clock = runtime.clock();
    this.firstPause = firstPause;
    since = clock.instant();
    changes = runtime.signal();
    thread = runtime.task("balsam-module-" + name, this::live);
  }

  void start() {
    thread.start();
  }

  // Whatever a module throws, a linkage error of its plugin included, is that module's crash.
  private void live() {
    Duration pause = firstPause;
    while (enter("up")) {
      Instant began = clock.instant();
      String error;
      try {
        maker.get().run(this);
        error = "it ended by itself";
      } catch (Throwable e) {
        LOG.error("service module {} has crashed", name, e);
        error = e.getMessage() == null ? e.toString() : e.getMessage();
      }
      boolean ranLong =
          Duration.between(began, clock.instant()).compareTo(LONGEST_PAUSE.multipliedBy(2)) > 0;
      pause = ranLong ? firstPause : pause;
      if (!crashed(error, pause)) {
        break;
      }
      pause = GrowingPause.doubled(pause, LONGEST_PAUSE);
    }
    enter("stopped");
  }

  /** Returns whether to go on: not when the module was asked to end. */
  private boolean crashed(String error, Duration pause) {
    synchronized (this) {
      if (stopping) {
        return false;
      }
      lastError = error;
      lastErrorAt = clock.instant();
      restarts++;
      woken = false;
      enter("restarting");
    }
    event("crashed: %s; it is started again in %d s".formatted(error, pause.toSeconds()));
    try {
      return pause(pause);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private synchronized boolean enter(String newState) {
    state = newState;
    since = clock.instant();
    return !stopping;
  }

  @Override
  public boolean pause(Duration duration) throws InterruptedException {
    double jitter = 0.9 + 0.2 * runtime.random().nextDouble();
    long seen = changes.count();
    if (!told()) {
      // Woken, asked to end, or neither in this time.
      boolean unused = changes.await(seen, Duration.ofNanos((long) (duration.toNanos() * jitter)));
    }
    return rested();
  }

  private synchronized boolean told() {
    return stopping || woken;
  }

  /** Ends a pause; returns whether to go on. */
  private synchronized boolean rested() {
    woken = false;
    return !stopping;
  }

  @Override
  public synchronized void cycle(String newNote) {
    lastCycle = clock.instant();
    note = newNote;
  }

  @Override
  public void event(String message) {
    try {
      tell.accept(name, message);
    } catch (RuntimeException e) {
      // It is in the log at least; a module must not fail because of it.
      LOG.warn("{}: {} (not kept as an event: {})", name, message, e.toString());
    }
  }

  @Override
  public SiteAccess site() {
    return site;
  }

  synchronized void wake() {
    woken = true;
    changes.raise();
  }

  synchronized void stop() {
    stopping = true;
    changes.raise();
  }

  void join(long deadline) throws InterruptedException {
    if (!thread.join(Duration.ofNanos(deadline - runtime.nanos()))) {
      LOG.warn("service module {} has not ended in time", name);
    }
  }

  void interrupt() {
    thread.interrupt();
  }

  synchronized SiteView.Module view() {
    return new SiteView.Module(
        name, state, since, restarts, lastError, lastErrorAt, lastCycle, note);
  }
}
