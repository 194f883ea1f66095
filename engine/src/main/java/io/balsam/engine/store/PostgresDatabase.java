package io.balsam.engine.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database on a server, which others might write to as well. */
final class PostgresDatabase implements Database {

  /** Any number, the same in every Balsam: the lock is on the database's current schema. */
  private static final int LOCK = 0x62616c73;

  private static final int READERS = 4;

  private final String url;
  private final Path directory;
  private final PGSimpleDataSource source = new PGSimpleDataSource();
  private final HikariDataSource readers;

  PostgresDatabase(String url, Path directory) {
    this.url = url;
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
  public void claim(Connection writer) throws SQLException {
    try (var statement = writer.createStatement()) {
      // A server that trades the last commits for speed must not do so for ours.
      statement.execute("set synchronous_commit = on");
      try (var row =
          statement.executeQuery(
              "select pg_try_advisory_lock(" + LOCK + ", hashtext(current_schema()))")) {
        if (!row.next() || !row.getBoolean(1)) {
          throw new StoreInUseException("the store at " + source.getDatabaseName() + " is in use");
        }
      }
    }
  }

  @Override
  public void signIn(Connection writer) throws SQLException {}

  /** Nothing to do: a PostgreSQL commit returns when it is on disk. */
  @Override
  public void makeDurable(Connection writer) {}

  @Override
  public void close() {
    readers.close();
  }
}
