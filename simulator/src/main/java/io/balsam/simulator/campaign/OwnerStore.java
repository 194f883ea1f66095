package io.balsam.simulator.campaign;

import io.balsam.engine.store.Commit;
import io.balsam.engine.store.Store;
import io.balsam.simulator.time.Happened;
import io.balsam.simulator.time.Happened.Fault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The record as the owner sees it: each commit is an effect, and after some the disk is busy. */
final class OwnerStore {

  private final Store store;
  private final OwnerLife owner;
  private final Effects effects;
  private final RandomGenerator random;
  private final double slowShare;
  private final Happened happened;

  OwnerStore(
      Store store,
      OwnerLife owner,
      Effects effects,
      RandomGenerator random,
      double slowShare,
      Happened happened) {
    this.store = store;
    this.owner = owner;
    this.effects = effects;
    this.random = random;
    this.slowShare = slowShare;
    this.happened = happened;
  }

  /** Returns the store. */
  Store seen() {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("commit")) {
                return effects.have(Fault.KILL_AT_COMMIT, () -> commit((Commit) arguments[0]));
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private @Nullable Object commit(Commit commit) {
    store.commit(commit);
    if (slowShare > 0 && random.nextDouble() < slowShare) {
      happened.note(Fault.SLOW_COMMIT);
      owner.hold(Duration.ofMillis(random.nextLong(Faults.SLOWEST.toMillis())));
    }
    return null;
  }
}
