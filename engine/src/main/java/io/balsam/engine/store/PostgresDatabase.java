package io.balsam.engine.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database on a server, which others might write to as well. */
final class PostgresDatabase implements Database {

  /** Any number, the same in every Balsam: the lock is on the database's current schema. */
  private static final int LOCK = 0x62616c73;

  private static final int READERS = 4;

  /** The driver's own log, which repeats an address with the password; held, or it is forgotten. */
  private static final Logger LOG = Logger.getLogger("org.postgresql");

  static {
    LOG.setLevel(Level.OFF);
  }

  private final Path directory;
  private final PGSimpleDataSource source = new PGSimpleDataSource();
  private final HikariDataSource readers;

  PostgresDatabase(String url, Path directory) {
    this.directory = directory;
    source.setUrl(url);
    source.setApplicationName("balsam");
    source.setReWriteBatchedInserts(true);
    source.setTcpKeepAlive(true);
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setMaximumPoolSize(READERS);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setPoolName("balsam-readers");
    readers = new HikariDataSource(config);
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
    try (var statement = writer.createStatement()) {
      // A server that trades the last commits for speed must not do so for ours.
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

  private static String owner(Connection connection) {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select pid, host, directory, since from writer")) {
      if (row.next()) {
        return "process %d on %s in %s since %s"
            .formatted(
                row.getLong("pid"),
                row.getString("host"),
                row.getString("directory"),
                Cells.time(row, "since"));
      }
    } catch (SQLException notYetThere) {
      // The owner is making the tables.
    }
    return "another process, which has not said its name yet";
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
      insert.setObject(4, Cells.micros(Instant.now()));
      insert.executeUpdate();
    }
  }

  /** Nothing to do: a PostgreSQL commit returns when it is on disk. */
  @Override
  public void makeDurable(Connection writer) {}

  @Override
  public boolean needsRest() {
    return false;
  }

  @Override
  public void beforeClose(Connection writer) {}

  @Override
  public void close() {
    readers.close();
  }
}
