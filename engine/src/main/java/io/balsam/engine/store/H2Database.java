package io.balsam.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;

/** A file of this process's own. */
final class H2Database implements Database {

  /**
   * Commits reach the file by {@link #makeDurable} only: H2's own writer thread would store them
   * behind our back and unforced, and closing on exit would cut off an engine that stops. Its trace
   * says nothing that our exceptions do not. Compressed pages halve the file at no cost that could
   * be measured: less is written and forced.
   */
  private static final String SETTINGS =
      ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;COMPRESS=TRUE";

  private final String url;
  private final JdbcDataSource source = new JdbcDataSource();
  private final JdbcConnectionPool readers;

  H2Database(String url) {
    this.url = url;
    source.setURL(OrderedFile.url(url) + SETTINGS);
    source.setUser("balsam");
    readers = JdbcConnectionPool.create(source);
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
    return "clob";
  }

  @Override
  public boolean takesTablesBack() {
    return false;
  }

  @Override
  public void claim(Connection writer) throws SQLException {
    // H2 locks the file against other processes, but lets this one open it as often as it likes.
    try (var statement = writer.createStatement();
        var row = statement.executeQuery("select count(*) from information_schema.sessions")) {
      if (row.next() && row.getLong(1) > 1) {
        throw new StoreInUseException("the store " + url + " is open in this process already");
      }
    }
  }

  @Override
  public void signIn(Connection writer) {}

  @Override
  public void makeDurable(Connection writer) throws SQLException {
    try (var statement = writer.createStatement()) {
      statement.execute("checkpoint sync");
    }
  }

  @Override
  public void close() {
    readers.dispose();
  }
}
