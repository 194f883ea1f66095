package io.balsam.simulator.campaign;

import io.balsam.engine.process.Spawner;
import io.balsam.engine.store.Store;
import io.balsam.spi.Scheduler;
import java.util.function.UnaryOperator;

/**
 * Wrappers of what the owner and the launchers use, for faults that no correct engine makes.
 *
 * @param store of the record as the owner uses it
 * @param scheduler of the batch system as the owner uses it
 * @param spawner of the processes as a launcher uses it
 */
record Borders(
    UnaryOperator<Store> store,
    UnaryOperator<Scheduler> scheduler,
    UnaryOperator<Spawner> spawner) {

  /** No wrappers. */
  static final Borders PLAIN =
      new Borders(store -> store, scheduler -> scheduler, spawner -> spawner);
}
