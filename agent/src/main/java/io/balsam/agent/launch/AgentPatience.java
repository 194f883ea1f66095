package io.balsam.agent.launch;

import io.balsam.engine.launcher.OwnerUnavailable;
import io.balsam.engine.launcher.ReconnectPolicy;
import io.balsam.server.ApiException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Patience of an allocation that begins while the site's agent is away. The allocation may have
 * waited for days, so it is not given back because an agent is just being restarted.
 *
 * @param policy pauses, and the time after which it gives up
 * @param waits called once, when the agent is not there at first
 */
record AgentPatience(ReconnectPolicy policy, Runnable waits) {

  /**
   * Asks the agent until it answers.
   *
   * @throws OwnerUnavailable when it has not answered in the time of the policy
   */
  <T> T ask(Supplier<T> question) {
    long end = System.nanoTime() + policy.giveUp().toNanos();
    for (int tries = 0; ; tries++) {
      try {
        return question.get();
      } catch (OwnerUnavailable | ApiException e) {
        long left = end - System.nanoTime();
        if (!isAway(e) || left <= 0) {
          throw e;
        }
        if (tries == 0) {
          waits.run();
        }
        pause(tries, Duration.ofNanos(left), e);
      }
    }
  }

  private static boolean isAway(RuntimeException e) {
    return e instanceof OwnerUnavailable
        || (e instanceof ApiException api && api.kind() == ApiException.Kind.UNREACHABLE);
  }

  private void pause(int tries, Duration left, RuntimeException why) {
    Duration pause = policy.pause(tries, ThreadLocalRandom.current().nextDouble());
    try {
      Thread.sleep(Math.max(1, Math.min(pause.toMillis(), left.toMillis())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw why;
    }
  }
}
