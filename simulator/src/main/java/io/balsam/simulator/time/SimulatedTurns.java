package io.balsam.simulator.time;

import io.balsam.engine.concurrent.Turns;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;

/** A loop whose turns are planned when something arrives. */
final class SimulatedTurns implements Turns {

  private final SimulatedProcess process;
  private final Loop loop;
  private boolean started;
  private boolean planned;
  private boolean turning;
  private boolean ended;

  SimulatedTurns(SimulatedProcess process, Loop loop) {
    this.process = process;
    this.loop = loop;
  }

  @Override
  public void start() {
    started = true;
    arrived();
  }

  @Override
  public void arrived() {
    if (!planned && !ended) {
      planned = true;
      Future<?> unused = process.in(process.held(), this::turn);
    }
  }

  private void turn() {
    planned = false;
    if (!started || ended) {
      return;
    }
    turning = true;
    ended = !loop.turn();
    turning = false;
  }

  /** Runs turns, until the answer is there: now, unless the process is held. */
  @Override
  public <T> T await(CompletableFuture<T> answer) {
    if (turning) {
      throw new IllegalStateException("a turn must not wait for another");
    }
    SimulatedTask task = SimulatedTask.current();
    if (task != null && process.held() > 0) {
      task.rest(process.held());
    }
    while (!answer.isDone()) {
      if (process.killed() || ended) {
        throw new CompletionException(new IllegalStateException("the process was killed"));
      }
      turn();
    }
    if (process.killed()) {
      throw new CompletionException(new IllegalStateException("the process was killed"));
    }
    return answer.join();
  }

  @Override
  public void join() {
    while (!ended && !process.killed()) {
      if (!process.time().step()) {
        throw new IllegalStateException("the loop does not end, and nothing is planned");
      }
    }
  }
}
