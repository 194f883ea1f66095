package io.balsam.engine.store.jdbc;

import io.balsam.engine.store.StoreInUseException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Differences between H2 and PostgreSQL. */
interface Database extends AutoCloseable {

  /** Returns the source of new connections for the single writer and for migrations. */
  DataSource writers();

  /** Returns the source of connections for reads; opening one is cheap. */
  DataSource readers();

  /** Returns the SQL type of a text of any length. */
  String textType();

  /** Returns whether a transaction that was cut off takes back the tables it created. */
  boolean takesTablesBack();

  /**
   * Makes sure that no other process writes, for as long as the connection lives.
   *
   * @throws StoreInUseException naming the other process
   */
  void claim(Connection writer) throws SQLException;

  /**
   * Announces that all tables will be created; until {@link #afterTables} nothing need be on disk.
   */
  void beforeTables(Connection writer) throws SQLException;

  /** Announces that the tables are created; they need not be on disk yet. */
  void afterTables(Connection writer) throws SQLException;

  /** Publishes who holds the claim; the tables exist. */
  void signIn(Connection writer) throws SQLException;

  /** Returns once the last commit would survive a power cut. */
  void makeDurable(Connection writer) throws SQLException;

  /**
   * Returns whether the database should be closed and reopened after a commit, to get rid of dead
   * space.
   */
  boolean needsRest();

  /** Notes that rows were deleted, so that there is space to be given back on close. */
  void removed();

  /** Cleans up, if it pays, before the writer is closed; everything is on disk. */
  void beforeClose(Connection writer) throws SQLException;

  /**
   * Returns whether an error means that the database cannot be reached, and may be reachable again.
   */
  boolean isAway(Throwable error);

  /** Returns its name for people, without secrets. */
  String name();

  /** Returns the file that contains it; null when it is in memory or on a server. */
  @Nullable Path file();

  /** Returns the number of the last commit; 0 where the database keeps none. */
  long lastCommit(Connection writer) throws SQLException;

  /**
   * Numbers the commit that is about to be made, so that after a broken connection one can find out
   * whether it was made. A database that cannot be cut off need not keep the number.
   */
  void numberCommit(Connection writer, long number) throws SQLException;

  @Override
  void close();
}
