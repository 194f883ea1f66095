package io.balsam.engine.store.jdbc;

import io.balsam.engine.store.StoreInUseException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where H2 and PostgreSQL differ. */
interface Database extends AutoCloseable {

  /** New connections for the one writer and for migrations. */
  DataSource writers();

  /** Connections for reads; opening one is cheap. */
  DataSource readers();

  /** The SQL type of a text of any length. */
  String textType();

  /** Whether a transaction that was cut off takes back the tables it made. */
  boolean takesTablesBack();

  /**
   * Makes sure that no one else writes, for as long as the connection lives.
   *
   * @throws StoreInUseException naming the other
   */
  void claim(Connection writer) throws SQLException;

  /** All tables will be made now; until {@link #afterTables} nothing need be on disk. */
  void beforeTables(Connection writer) throws SQLException;

  /** The tables are made; they need not be on disk yet. */
  void afterTables(Connection writer) throws SQLException;

  /** Tells others who holds the claim; the tables are in place. */
  void signIn(Connection writer) throws SQLException;

  /** After a commit: returns when it would survive a power cut. */
  void makeDurable(Connection writer) throws SQLException;

  /**
   * After a commit: whether to close it and open it again, to get rid of what it has left behind.
   */
  boolean needsRest();

  /** Rows were taken out, so that there is room to be given back when it is closed. */
  void removed();

  /** The writer is about to be closed, everything is on disk: time to clear up, if it pays. */
  void beforeClose(Connection writer) throws SQLException;

  /** Whether an error means that the database cannot be reached, and may be again. */
  boolean isAway(Throwable error);

  /** Its name for people, without secrets. */
  String name();

  /** The file it is in; null when it is in memory or on a server. */
  @Nullable Path file();

  /** The number that the last commit was given; 0 where the database keeps none. */
  long lastCommit(Connection writer) throws SQLException;

  /**
   * Numbers the commit that is about to be made, so that one can tell whether it was made should
   * the connection be cut meanwhile. A database that cannot be cut off need not keep it.
   */
  void numberCommit(Connection writer, long number) throws SQLException;

  @Override
  void close();
}
