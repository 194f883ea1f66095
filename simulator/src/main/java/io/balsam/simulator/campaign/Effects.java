package io.balsam.simulator.campaign;

import io.balsam.simulator.time.Happened;
import io.balsam.simulator.time.Happened.Fault;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Effects of the owner outside its memory: commits, calls of the batch system, messages of
 * launchers that it takes and answers. It is killed just before or just after some of them, and a
 * killed one has no more.
 */
final class Effects {

  /** End of the code of a killed process. */
  static final class KilledException extends RuntimeException {

    private static final long serialVersionUID = 1;

    KilledException() {
      super("the process was killed");
    }
  }

  private static final int MESSAGES = 6;

  private final OwnerLife owner;
  private final RandomGenerator random;
  private final int mean;
  private final Happened happened;
  private final Map<Fault, Long> left = new EnumMap<>(Fault.class);

  /**
   * Creates the kills.
   *
   * @param mean number of effects of one kind between them; 0 for none
   */
  Effects(OwnerLife owner, RandomGenerator random, int mean, Happened happened) {
    this.owner = owner;
    this.random = random;
    this.mean = mean;
    this.happened = happened;
  }

  /** Counts an effect; returns whether the owner is killed at it. */
  private boolean due(Fault kind) {
    if (mean == 0) {
      return false;
    }
    // Messages are many.
    int most = kind == Fault.KILL_AT_MESSAGE ? 2 * MESSAGES * mean : 2 * mean;
    long next = left.computeIfAbsent(kind, same -> 1L + random.nextInt(most)) - 1;
    if (next == 0) {
      left.remove(kind);
      return true;
    }
    left.put(kind, next);
    return false;
  }

  /**
   * Has an effect.
   *
   * @param kind noted when the owner is killed at this effect
   * @throws KilledException when the owner was killed before, or is killed now
   */
  <T extends @Nullable Object> T have(Fault kind, Supplier<T> effect) {
    requireAlive();
    boolean kills = due(kind);
    if (kills && random.nextBoolean()) {
      throw killed(kind);
    }
    T value = effect.get();
    if (kills) {
      throw killed(kind);
    }
    return value;
  }

  /** Throws when the owner has been killed. */
  void requireAlive() {
    if (owner.killed()) {
      throw new KilledException();
    }
  }

  private KilledException killed(Fault kind) {
    happened.note(kind);
    owner.kill();
    return new KilledException();
  }
}
