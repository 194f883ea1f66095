package io.balsam.engine.store.jdbc;

import io.balsam.engine.store.Commit;
import io.balsam.engine.store.StoreException;
import java.sql.SQLException;
import org.h2.mvstore.MVStoreException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * One opening of the database, with one connection that writes and one connection for each read.
 *
 * <p>The writer's connection also holds its claim. Reads use a pool: H2's own, which has no threads
 * and keeps parsed queries (three times as fast for one job), or HikariCP with at most four
 * connections on demand. A read of several queries is one REPEATABLE READ transaction. Data sources
 * are named in code, so that no unused driver is loaded.
 */
final class OpenDatabase {

  final Database database;
  final Jdbi readers;
  private final Handle writing;
  private final CommitWriter writer;

  private OpenDatabase(Database database, SiteMemory memory) throws SQLException {
    this.database = database;
    this.writing = QueryStore.jdbi(Jdbi.create(database.writers())).open();
    try {
      database.claim(writing.getConnection());
      new Schema(database).bringUpToDate(writing.getConnection());
      SitePaths paths = memory.claim(writing.getConnection());
      database.signIn(writing.getConnection());
      database.makeDurable(writing.getConnection());
      this.readers = QueryStore.jdbi(Jdbi.create(database.readers()));
      this.writer = new CommitWriter(writing.getConnection(), paths);
    } catch (SQLException | RuntimeException e) {
      writing.close();
      throw e;
    }
  }

  /** Opens a database; closes it again if that fails. */
  static OpenDatabase open(Database database, SiteMemory memory) throws SQLException {
    try {
      return new OpenDatabase(database, memory);
    } catch (SQLException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Returns the number of the last commit; 0 where the database keeps none. */
  long lastCommit() throws SQLException {
    return database.lastCommit(writing.getConnection());
  }

  /**
   * Writes all of a commit in a transaction that is left open; rolls it back if that fails.
   *
   * @param number number that {@link #lastCommit} returns once it is committed
   */
  void write(Commit commit, long number) {
    writing.begin();
    try {
      writer.write(commit);
      if (!commit.removedRuns().isEmpty() || !commit.removedJobs().isEmpty()) {
        database.removed();
      }
      database.numberCommit(writing.getConnection(), number);
    } catch (SQLException e) {
      takeBack();
      throw new StoreException("cannot write: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      takeBack();
      throw e;
    }
  }

  private void takeBack() {
    try {
      writing.rollback();
    } catch (RuntimeException gone) {
      // The transaction is gone with the connection.
      return;
    }
    writer.rolledBack();
  }

  void commit() {
    writing.commit();
    try {
      database.makeDurable(writing.getConnection());
    } catch (SQLException e) {
      throw new StoreException("the commit could not be forced to disk: " + e.getMessage(), e);
    }
  }

  void close() {
    database.close();
    try (writing) {
      database.beforeClose(writing.getConnection());
    } catch (SQLException | MVStoreException e) {
      // The space that could not be reclaimed now is reclaimed another time.
      return;
    }
  }

  /** Closes what is left of a database whose server is gone. */
  void abandon() {
    try {
      close();
    } catch (RuntimeException e) {
      // The connection was cut; there was nothing left to close.
      return;
    }
  }
}
