package io.balsam.engine.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.balsam.engine.store.OwnerInfo;
import io.balsam.engine.store.StoreInUseException;
import java.net.SocketException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Database on a PostgreSQL server, to which other processes might write as well. */
final class PostgresDatabase implements Database {

  /** Arbitrary number, the same in every Balsam: the lock is on the database's current schema. */
  private static final int LOCK = 0x62616c73;

  private static final int READERS = 4;

  /**
   * The driver's own log, which repeats the address with the password. The reference keeps the
   * logger and its level alive.
   */
  private static final Logger LOG = Logger.getLogger("org.postgresql");

  static {
    LOG.setLevel(Level.OFF);
  }

  /** Time after which a reader reports that the server cannot be reached. */
  private static final long READER_MILLIS = 5_000;

  private static final int SILENCE_SECONDS = 300;

  /**
   * SQL states of failed connections, of a server shutting down or starting, and of too many
   * connections.
   */
  private static final Pattern AWAY = Pattern.compile("08|57P0|53300");

  private final Path directory;
  private final String name;
  private final PGSimpleDataSource source;
  private final HikariDataSource readers;

  /**
   * Creates the data sources; connects to nothing yet.
   *
   * @param name name of the writing connection, the same at each opening of a store
   */
  PostgresDatabase(String url, Path directory, String name) {
    this.directory = directory;
    this.name = name;
    source = source(url, name);
    HikariConfig config = new HikariConfig();
    config.setDataSource(source(url, "balsam"));
    config.setConnectionTimeout(READER_MILLIS);
    config.setMaximumPoolSize(READERS);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setPoolName("balsam-readers");
    readers = new HikariDataSource(config);
  }

  private static PGSimpleDataSource source(String url, String name) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setApplicationName(name);
    source.setReWriteBatchedInserts(true);
    source.setTcpKeepAlive(true);
    if (source.getSocketTimeout() == 0) {
      // Otherwise a vanished server would be waited for by the hour.
      source.setSocketTimeout(SILENCE_SECONDS);
    }
    return source;
  }

  @Override
  public DataSource writers() {
    return source;
  }

  @Override
  public DataSource readers() {
    return readers;
  }

  @Override
  public String textType() {
    return "text";
  }

  @Override
  public boolean takesTablesBack() {
    return true;
  }

  @Override
  public void claim(Connection writer) throws SQLException {
    endOwnWriter(writer);
    try (var statement = writer.createStatement()) {
      // A server configured to trade the last commits for speed must not do so for ours.
      statement.execute("set synchronous_commit = on");
      // The server may take a moment to see that the last owner was killed.
      statement.execute("set lock_timeout = '2s'");
      statement.execute("select pg_advisory_lock(" + LOCK + ", hashtext(current_schema()))");
      statement.execute("set lock_timeout = 0");
    } catch (SQLException e) {
      if ("55P03".equals(e.getSQLState())) {
        throw new StoreInUseException(
            "the database " + source.getDatabaseName() + " is in use by " + owner(writer));
      }
      throw e;
    }
  }

  /**
   * Ends the writing connection of an earlier opening; the server may not have noticed yet that it
   * was cut.
   */
  private void endOwnWriter(Connection writer) throws SQLException {
    String sql =
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where application_name = ? and pid <> pg_backend_pid()";
    try (var own = writer.prepareStatement(sql)) {
      own.setString(1, name);
      own.executeQuery();
    }
  }

  private static String owner(Connection connection) {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select pid, host, directory, since from writer")) {
      if (row.next()) {
        return "process %d on %s in %s since %s"
            .formatted(
                row.getLong("pid"),
                row.getString("host"),
                row.getString("directory"),
                ColumnCodec.time(row, "since"));
      }
    } catch (SQLException notYetThere) {
      // The owner is creating the tables.
    }
    return "another process, which has not given its name yet";
  }

  @Override
  public void beforeTables(Connection writer) {}

  @Override
  public void afterTables(Connection writer) {}

  @Override
  public void signIn(Connection writer) throws SQLException {
    String sql =
        """
        with gone as (delete from writer)
        insert into writer (pid, host, directory, since) values (?, ?, ?, ?)""";
    try (var insert = writer.prepareStatement(sql)) {
      insert.setLong(1, ProcessHandle.current().pid());
      insert.setString(2, OwnerInfo.thisHost());
      insert.setString(3, directory.toString());
      insert.setObject(4, ColumnCodec.micros(Instant.now()));
      insert.executeUpdate();
    }
  }

  /** Does nothing: a PostgreSQL commit returns when it is on disk. */
  @Override
  public void makeDurable(Connection writer) {}

  @Override
  public boolean isAway(Throwable error) {
    return isOutage(error);
  }

  static boolean isOutage(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException
          || cause instanceof SocketException
          || (cause instanceof SQLException e && AWAY.matcher(state(e)).lookingAt())) {
        return true;
      }
    }
    return false;
  }

  private static String state(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }

  @Override
  public String name() {
    return source.getServerNames()[0]
        + ":"
        + source.getPortNumbers()[0]
        + "/"
        + source.getDatabaseName();
  }

  @Override
  public @Nullable Path file() {
    return null;
  }

  @Override
  public long lastCommit(Connection writer) throws SQLException {
    try (var statement = writer.createStatement();
        var row = statement.executeQuery("select max(number) from commit_mark")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void numberCommit(Connection writer, long number) throws SQLException {
    try (var update = writer.prepareStatement("update commit_mark set number = ?")) {
      update.setLong(1, number);
      if (update.executeUpdate() == 0) {
        try (var insert = writer.prepareStatement("insert into commit_mark (number) values (?)")) {
          insert.setLong(1, number);
          insert.executeUpdate();
        }
      }
    }
  }

  @Override
  public boolean needsRest() {
    return false;
  }

  @Override
  public void removed() {}

  @Override
  public void beforeClose(Connection writer) {}

  @Override
  public void close() {
    readers.close();
  }
}
