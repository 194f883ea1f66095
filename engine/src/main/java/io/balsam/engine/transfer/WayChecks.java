package io.balsam.engine.transfer;

import io.balsam.engine.transfer.Ways.Way;
import io.balsam.spi.PluginException;
import io.balsam.spi.Transfer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out whether ways can be used now, each on one thread at a time, so that a plugin that does
 * not answer holds up nothing else.
 */
final class WayChecks {

  private final Object lock;
  private final Ways ways;
  private final WayBackoffs backoffs;
  private final Runnable again;

  /** Ways that are being checked, and whether another check was to begin meanwhile. */
  private final Map<Way, Boolean> wanted = new HashMap<>();

  /**
   * Creates the checks.
   *
   * @param lock guards it and the backoffs
   * @param again called when a check has ended, if another one was to begin meanwhile
   */
  WayChecks(Object lock, Ways ways, WayBackoffs backoffs, Runnable again) {
    this.lock = lock;
    this.ways = ways;
    this.backoffs = backoffs;
    this.again = again;
  }

  /** Begins a check; returns false when one is under way. Under the lock. */
  boolean begin(Way way) {
    if (wanted.containsKey(way)) {
      wanted.put(way, true);
      return false;
    }
    wanted.put(way, false);
    return true;
  }

  /**
   * Returns the transfer of a way whose check was begun; empty when it cannot be used now, and is
   * not for a while. Asks a plugin, which may take time: without the lock.
   */
  Optional<Transfer> transfer(Way way) {
    try {
      Transfer transfer = ways.transfer(way);
      Optional<String> obstacle = transfer.unavailable();
      obstacle.ifPresent(why -> unusable(way, why));
      return obstacle.isEmpty() ? Optional.of(transfer) : Optional.empty();
    } catch (PluginException e) {
      unusable(way, String.valueOf(e.getMessage()));
      return Optional.empty();
    } finally {
      end(way);
    }
  }

  private void unusable(Way way, String why) {
    synchronized (lock) {
      backoffs.failed(way, why);
    }
  }

  private void end(Way way) {
    synchronized (lock) {
      if (Boolean.TRUE.equals(wanted.remove(way))) {
        again.run();
      }
    }
  }
}
