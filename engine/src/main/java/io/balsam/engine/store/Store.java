package io.balsam.engine.store;

import java.util.List;
import java.util.Optional;

/**
 * Durable record of a site's runs and jobs.
 *
 * <ul>
 *   <li>One writer, the owner's event loop, calls {@link #commit}.
 *   <li>Any thread of the process may read at any time, and sees whole commits only.
 * </ul>
 */
public interface Store
    extends JobStore, RunStore, EventStore, SiteStore, TransferStore, AutoCloseable {

  /**
   * Writes everything in one transaction. Once it returns, the commit survives a power cut; if it
   * throws, none of it is there. Waits for a database that cannot be reached.
   */
  void commit(Commit commit);

  /**
   * Returns a view of this store for interactive reads, which reports an unreachable database at
   * once where this one waits for it.
   */
  Store looking();

  /**
   * Returns what currently keeps the store from being written, a sentence for people; empty while
   * all is well.
   */
  Optional<String> trouble();

  /**
   * Makes an unreachable database an immediate error from now on. May be called from any thread.
   */
  void waitNoMore();

  /** Returns what was found wrong or changed when the store was opened: sentences for people. */
  default List<String> warnings() {
    return List.of();
  }

  /** Waits for the reads that have begun and closes the store; no read begins afterwards. */
  @Override
  void close();
}
