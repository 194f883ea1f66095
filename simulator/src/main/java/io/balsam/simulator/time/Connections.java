package io.balsam.simulator.time;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Connections of a process to another one, and what they do to a message. */
public final class Connections {

  private final Network network;
  private final LongSupplier held;
  private final Happened happened;

  /**
   * Creates connections.
   *
   * @param held returns for how long the other process takes no call, in nanoseconds
   * @param happened counts the faults
   */
  public Connections(Network network, LongSupplier held, Happened happened) {
    this.network = network;
    this.held = held;
    this.happened = happened;
  }

  /** Returns connections of a process that calls no other one. */
  public static Connections none() {
    return new Connections(Network.SOUND, () -> 0, new Happened());
  }

  /** Returns the delay of a message; negative when it is lost. */
  long delay(RandomGenerator random) {
    double fate = random.nextDouble();
    if (fate < network.lostShare()) {
      happened.note(Happened.Fault.LOST_MESSAGE);
      return -1;
    }
    boolean late = fate < network.lostShare() + network.lateShare();
    if (late) {
      happened.note(Happened.Fault.LATE_MESSAGE);
    }
    Duration most = late ? network.late() : network.delay();
    return (long) (most.toNanos() * (0.1 + 0.9 * random.nextDouble()));
  }

  /** Returns how often a request arrives that is not lost. */
  int copies(RandomGenerator random) {
    boolean doubled = random.nextDouble() < network.doubledShare();
    if (doubled) {
      happened.note(Happened.Fault.DOUBLED_MESSAGE);
    }
    return doubled ? 2 : 1;
  }

  long held() {
    return held.getAsLong();
  }
}
