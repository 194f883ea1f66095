package io.balsam.engine.launcher;

import io.balsam.engine.concurrent.EngineRuntime;
import io.balsam.engine.concurrent.Turns;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A launcher that runs in a loop of its runtime, rather than on the caller's thread. */
public final class LauncherLoop implements Turns.Loop {

  private static final Logger LOG = LoggerFactory.getLogger(LauncherLoop.class);

  private final Launcher launcher;
  private final Inbox inbox;
  private final Consumer<LauncherResult> ended;
  private boolean over;

  private LauncherLoop(Launcher launcher, Consumer<LauncherResult> ended) {
    this.launcher = launcher;
    this.inbox = launcher.inbox();
    this.ended = ended;
  }

  /**
   * Begins to run a launcher as {@link Launcher#run} does, and returns at once.
   *
   * @param runtime of the launcher
   * @param ended receives the result
   */
  public static void start(
      Launcher launcher, EngineRuntime runtime, Consumer<LauncherResult> ended) {
    LauncherLoop loop = new LauncherLoop(launcher, ended);
    Turns turns = runtime.turns("balsam-launcher", loop);
    loop.inbox.onArrival(turns::arrived);
    loop.inbox.post(launcher::begin);
    turns.start();
  }

  @Override
  public void run() {
    try {
      while (next(inbox.take())) {
        // All is done in the condition.
      }
    } catch (InterruptedException e) {
      launcher.close();
    }
  }

  @Override
  public boolean turn() {
    return next(inbox.taken());
  }

  private boolean next(List<Runnable> inputs) {
    if (over) {
      return false;
    }
    try {
      over = !launcher.turn(inputs);
    } catch (RuntimeException e) {
      LOG.error("the launcher failed", e);
      over = true;
    }
    if (over) {
      launcher.close();
      ended.accept(launcher.result());
    }
    return !over;
  }
}
