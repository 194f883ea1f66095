package io.balsam.engine.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/** A file of this process's own. */
final class H2Database implements Database {

  /**
   * Commits reach the file by {@link #makeDurable} only: H2's own writer thread would store them
   * behind our back and unforced, and closing on exit would cut off an engine that stops. Its trace
   * says nothing that our exceptions do not. Compressed pages halve the file at no cost that could
   * be measured: less is written and forced. What was written is never overwritten while the
   * database is open: once H2 used dead space again, a store that was killed came back without its
   * last commits.
   */
  private static final String SETTINGS =
      ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;COMPRESS=TRUE;RETENTION_TIME="
          + Integer.MAX_VALUE;

  /** A file that has grown by so much is mostly dead space, which closing clears away. */
  private static final long MUCH = 512L << 20;

  private final String url;
  private final JdbcDataSource source = new JdbcDataSource();
  private final JdbcConnectionPool readers;
  private final @Nullable Path file;
  private final long sizeAtOpen;
  private final long much;

  H2Database(String url) {
    this(url, MUCH);
  }

  /**
   * With a patience of one's own.
   *
   * @param much bytes by which the file may grow before it needs rest
   */
  H2Database(String url, long much) {
    this.url = url;
    this.much = much;
    source.setURL(OrderedFile.url(url) + SETTINGS);
    source.setUser("balsam");
    readers = JdbcConnectionPool.create(source);
    file = OrderedFile.file(url);
    sizeAtOpen = size();
  }

  private long size() {
    return file == null ? 0 : file.toFile().length();
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

  /** Never before it has grown to thrice its size, so that the cost stays in proportion. */
  @Override
  public boolean needsRest() {
    return size() > much + 3 * sizeAtOpen;
  }

  @Override
  public void close() {
    readers.dispose();
  }
}
