package io.balsam.engine.store.jdbc;

import io.balsam.engine.api.StoreAwayException;
import io.balsam.engine.store.Commit;
import io.balsam.engine.store.FullDisk;
import io.balsam.engine.store.OutagePolicy;
import io.balsam.engine.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Connections to the database. While it cannot be reached they wait for it; a commit that was in
 * progress is then either found in the database or written again.
 */
final class Connections {

  private final Supplier<Database> databases;
  private final OutagePolicy outages;
  private final SiteMemory memory;

  /**
   * Lets reads run concurrently, but not while the database is closed, for good or for reopening.
   */
  private final ReadWriteLock gate = new ReentrantReadWriteLock();

  private final CountDownLatch noMoreWaiting = new CountDownLatch(1);
  private volatile OpenDatabase opened;
  private volatile @Nullable String trouble;

  /** Message about a full disk. H2 then closes its file, and all later errors are due to that. */
  private volatile @Nullable String full;

  private long lastCommit;
  private boolean broken;
  private boolean closed;

  /**
   * Opens the database.
   *
   * @param databases supplies, for each opening, a database that this class then closes
   */
  Connections(Supplier<Database> databases, OutagePolicy outages, SiteMemory memory)
      throws SQLException {
    this.databases = databases;
    this.outages = outages;
    this.memory = memory;
    opened = OpenDatabase.open(databases.get(), memory);
    try {
      lastCommit = opened.lastCommit();
    } catch (SQLException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** Returns what currently keeps the database from being written; empty while all is well. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  synchronized void commit(Commit commit) {
    if (broken) {
      @Nullable String said = full;
      throw new StoreException(
          said != null ? said : "an earlier commit failed half-way: open the store again");
    }
    if (commit.isEmpty()) {
      return;
    }
    boolean done = false;
    while (!done) {
      try {
        write(commit);
        done = true;
      } catch (RuntimeException e) {
        if (!opened.database.isAway(e)) {
          throw failed("cannot write", e);
        }
        done = comeBack(e);
      }
    }
    lastCommit++;
    broken = false;
    if (opened.database.needsRest()) {
      broken = true;
      openAgain();
      broken = false;
    }
  }

  private void write(Commit commit) {
    opened.write(commit, lastCommit + 1);
    // Once the database was asked to commit, an error leaves open whether it did.
    broken = true;
    opened.commit();
  }

  /**
   * Converts an error of the store to the exception for its caller; errors of Balsam's own pass
   * unchanged.
   */
  private RuntimeException failed(String what, Exception e) {
    if (e instanceof IllegalStateException closed) {
      return closed;
    }
    @Nullable String before = full;
    if (before != null) {
      return new StoreException(before, e);
    }
    if (e instanceof StoreException refusal && StoreException.isRefusal(e)) {
      return refusal;
    }
    Database database = opened.database;
    Path file = database.file();
    String where = what + " " + (file == null ? database.name() : file);
    @Nullable String said = FullDisk.sentence(where, file, e).orElse(null);
    if (said != null) {
      full = said;
      return new StoreException(said, e);
    }
    if (e instanceof RuntimeException known && !(e instanceof JdbiException)) {
      return known;
    }
    Throwable why = e instanceof JdbiException && e.getCause() != null ? e.getCause() : e;
    return new StoreException(where + ": " + why.getMessage(), e);
  }

  private void openAgain() {
    gate.writeLock().lock();
    try {
      opened.close();
      opened = OpenDatabase.open(databases.get(), memory);
    } catch (SQLException | RuntimeException e) {
      throw failed("cannot open again", e);
    } finally {
      gate.writeLock().unlock();
    }
  }

  /** Waits until the database is back; returns whether it contains the commit in doubt. */
  private boolean comeBack(RuntimeException cause) {
    broken = true;
    OutageWait absence = new OutageWait(outages, noMoreWaiting);
    Throwable why = cause;
    String said = OutageWait.sentence(opened.database, why);
    if (!outages.patience().isZero()) {
      trouble = said;
      outages.note().accept(said + "; waiting for it, running jobs continue");
    }
    while (absence.goesOn()) {
      try {
        OpenDatabase fresh = OpenDatabase.open(databases.get(), memory);
        long last = fresh.lastCommit();
        swap(fresh);
        trouble = null;
        outages.note().accept("the database " + fresh.database.name() + " is back");
        return isThere(last);
      } catch (SQLException | RuntimeException e) {
        if (!opened.database.isAway(e)) {
          throw failed("cannot open again", e);
        }
        why = e;
      }
    }
    throw new StoreAwayException(
        OutageWait.sentence(opened.database, why) + "; recording has stopped", why);
  }

  private boolean isThere(long last) {
    if (last != lastCommit && last != lastCommit + 1) {
      throw new StoreException(
          "another engine has written to the database " + opened.database.name() + " meanwhile");
    }
    return last == lastCommit + 1;
  }

  private void swap(OpenDatabase fresh) {
    OpenDatabase old = opened;
    gate.writeLock().lock();
    try {
      opened = fresh;
      old.abandon();
    } finally {
      gate.writeLock().unlock();
    }
  }

  /**
   * Runs a query; several statements of one read see the same commits.
   *
   * @param patient whether to wait for a database that cannot be reached
   */
  <T> T read(boolean patient, Function<Handle, T> query) {
    // An interrupt must not reach a connection or the pool.
    boolean interrupted = Thread.interrupted();
    OutageWait absence = new OutageWait(patient ? outages : OutagePolicy.NONE, noMoreWaiting);
    try {
      while (true) {
        try {
          return read(query);
        } catch (RuntimeException e) {
          if (Thread.interrupted()) {
            interrupted = true;
          } else if (!opened.database.isAway(e)) {
            throw failed("cannot read", e);
          } else if (!absence.goesOn()) {
            throw new StoreAwayException(OutageWait.sentence(opened.database, e), e);
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private <T> T read(Function<Handle, T> query) {
    gate.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the store is closed");
      }
      return opened.readers.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, query::apply);
    } finally {
      gate.readLock().unlock();
    }
  }

  /** Makes an unreachable database an immediate error from now on. */
  void waitNoMore() {
    noMoreWaiting.countDown();
  }

  synchronized void close() {
    gate.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        opened.abandon();
      }
    } finally {
      gate.writeLock().unlock();
    }
  }
}
