package io.balsam.simulator.campaign;

import io.balsam.engine.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.random.RandomGenerator;

/** A store whose owner is killed at a commit: either just before or just after it is on disk. */
final class KillingStore {

  private final Store store;
  private final RandomGenerator random;
  private final int mean;
  private final Runnable kill;
  private long left;

  /**
   * Creates the kills.
   *
   * @param mean number of commits between them; 0 for none
   * @param kill kills the owner
   */
  KillingStore(Store store, RandomGenerator random, int mean, Runnable kill) {
    this.store = store;
    this.random = random;
    this.mean = mean;
    this.kill = kill;
    left = next();
  }

  private long next() {
    return mean == 0 ? Long.MAX_VALUE : 1 + random.nextInt(2 * mean);
  }

  private RuntimeException killed() {
    left = next();
    kill.run();
    return new IllegalStateException("killed at a commit");
  }

  /** Returns the store as the owner sees it. */
  Store seen() {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              boolean kills = method.getName().equals("commit") && --left == 0;
              boolean before = kills && random.nextBoolean();
              if (before) {
                throw killed();
              }
              try {
                Object value = method.invoke(store, arguments);
                if (kills) {
                  throw killed();
                }
                return value;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
