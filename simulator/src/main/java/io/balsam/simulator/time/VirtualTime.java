package io.balsam.simulator.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.PriorityQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

/**
 * Virtual time with the code that is to run at its moments: a moment comes when everything before
 * it has run. Code of the same moment runs in the order in which it was planned. For one thread.
 */
public final class VirtualTime {

  /** Longest delay that is planned: nothing beyond it happens. */
  private static final long LONGEST = Duration.ofDays(36_500).toNanos();

  private record Planned(long nanos, long number, FutureTask<Void> code)
      implements Comparable<Planned> {

    @Override
    public int compareTo(Planned other) {
      int byTime = Long.compare(nanos, other.nanos);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final PriorityQueue<Planned> planned = new PriorityQueue<>();
  private final Instant start;
  private long nanos;
  private long numbers;
  private long steps;

  public VirtualTime(Instant start) {
    this.start = start;
  }

  /** Returns the time since the start, in nanoseconds. */
  public long nanos() {
    return nanos;
  }

  public Instant now() {
    return start.plusNanos(nanos);
  }

  /** Returns a clock that shows this time. */
  public Clock clock() {
    InstantSource source = this::now;
    ZoneId zone = ZoneOffset.UTC;
    return source.withZone(zone);
  }

  /** Returns how many planned pieces of code have run. */
  public long steps() {
    return steps;
  }

  /** Plans code for after a delay. */
  public Future<?> in(Duration delay, Runnable code) {
    return in(delay.compareTo(Duration.ofNanos(LONGEST)) < 0 ? delay.toNanos() : LONGEST, code);
  }

  /** Plans code for after a delay, in nanoseconds. */
  public Future<?> in(long delay, Runnable code) {
    FutureTask<Void> task = new VirtualTask(code);
    planned.add(new Planned(nanos + Math.max(0, delay), ++numbers, task));
    return task;
  }

  /** Runs the code that is planned next; returns false when there is none. */
  public boolean step() {
    Planned next = planned.poll();
    while (next != null && next.code.isCancelled()) {
      next = planned.poll();
    }
    if (next == null) {
      return false;
    }
    nanos = next.nanos;
    steps++;
    next.code.run();
    return true;
  }

  /**
   * Lets time pass until a condition holds.
   *
   * @return false when it does not hold by the end of that time, or nothing is planned any more
   */
  public boolean until(BooleanSupplier condition, Duration atMost) {
    boolean[] over = new boolean[1];
    Future<?> end = in(atMost, () -> over[0] = true);
    while (!condition.getAsBoolean()) {
      if (over[0] || !step()) {
        return false;
      }
    }
    end.cancel(false);
    return true;
  }

  /** Code whose failure ends the simulation. */
  private static final class VirtualTask extends FutureTask<Void> {

    VirtualTask(Runnable code) {
      super(code, null);
    }

    @Override
    protected void setException(Throwable failure) {
      super.setException(failure);
      throw new IllegalStateException("code of the simulation failed", failure);
    }
  }
}
