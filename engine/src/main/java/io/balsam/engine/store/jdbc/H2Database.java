package io.balsam.engine.store.jdbc;

import io.balsam.engine.store.StoreInUseException;
import io.balsam.engine.trust.DatabaseUrl;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** H2 file that only this process writes. */
final class H2Database implements Database {

  /**
   * Settings of the connection. Commits reach the file through {@link #makeDurable} only: H2's own
   * writer thread would store them behind our back and unforced, and closing on exit would cut off
   * an engine that is stopping. H2's trace adds nothing to our exceptions. Compressed pages halve
   * the file at no measurable cost, and less is written and forced. Written data is never
   * overwritten while the database is open: with H2's reuse of dead space, a store that was killed
   * once came back without its last commits. Compaction on close is our own decision, too.
   */
  private static final String SETTINGS =
      ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;COMPRESS=TRUE;MAX_COMPACT_TIME=0"
          + ";RETENTION_TIME="
          + Integer.MAX_VALUE;

  /** A file that has grown by this much is mostly dead space, which closing reclaims. */
  private static final long MUCH = 512L << 20;

  /** A file smaller than this fraction of {@link #MUCH} is not worth compacting. */
  private static final int LITTLE = 64;

  /** A file smaller than this fraction of {@link #MUCH} is rewritten in a moment. */
  private static final int SMALL = 8;

  static {
    // H2 loads classes named in SQL, for example as the code of a trigger; the store needs none.
    System.setProperty("h2.allowedClasses", "none");
  }

  /** Length of the header with which every file begins before it has any content. */
  static final int HEADS = 8192;

  private static final int MOSTLY_DEAD = 50;
  private static final int CLEARING_MILLIS = 200;

  private final String url;
  private final JdbcDataSource source = new JdbcDataSource();
  private final JdbcConnectionPool readers;
  private final @Nullable Path file;
  private final long sizeAtOpen;
  private final long much;
  private volatile boolean removed;

  H2Database(String url) {
    this(url, MUCH);
  }

  /**
   * Opens a database with another growth limit.
   *
   * @param much bytes by which the file may grow before it is reopened
   */
  H2Database(String url, long much) {
    this.url = url;
    this.much = much;
    file = OrderedFile.file(url);
    if (file != null) {
      H2Contents.demandTables(
          file, DatabaseUrl.bare(url), OrderedFile.name(url) + OrderedFile.SUFFIX);
    }
    source.setURL(OrderedFile.url(url) + SETTINGS);
    source.setUser("balsam");
    readers = JdbcConnectionPool.create(source);
    sizeAtOpen = size();
  }

  /** Returns connections that only read the file, even while another process writes it. */
  static JdbcConnectionPool lookers(String url) {
    Path file = Objects.requireNonNull(OrderedFile.file(url), "an in-memory database has no file");
    String name = ReadOnlyFile.name(url);
    H2Contents.demandTables(file, DatabaseUrl.bare(url), name + OrderedFile.SUFFIX);
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(
        "jdbc:h2:"
            + name
            + ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0");
    source.setUser("balsam");
    return JdbcConnectionPool.create(source);
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
    // H2 locks the file against other processes, but lets this one open it any number of times.
    try (var statement = writer.createStatement();
        var row = statement.executeQuery("select count(*) from information_schema.sessions")) {
      if (row.next() && row.getLong(1) > 1) {
        throw new StoreInUseException("the store " + url + " is open in this process already");
      }
    }
  }

  /**
   * Delays writes: H2 would store and force the file after each table, though none of them counts
   * without the last.
   */
  @Override
  public void beforeTables(Connection writer) throws SQLException {
    try (var statement = writer.createStatement()) {
      statement.execute("set write_delay 60000");
    }
  }

  @Override
  public void afterTables(Connection writer) throws SQLException {
    try (var statement = writer.createStatement()) {
      statement.execute("set write_delay 0");
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

  /**
   * Returns whether the file has outgrown a fixed amount plus three times its size at opening, so
   * that the cost stays in proportion.
   */
  @Override
  public boolean needsRest() {
    return size() > much + 3 * sizeAtOpen;
  }

  @Override
  public void removed() {
    removed = true;
  }

  /**
   * Compacts the file if it pays. Compaction rewrites and forces the file some forty times, however
   * small it is: a run of one job would wait for it longer than for all its commits.
   */
  @Override
  public void beforeClose(Connection writer) throws SQLException {
    if (removed) {
      giveBack(writer);
    } else if (size() >= much / LITTLE && mostlyDead(writer)) {
      pages(writer).compactFile(CLEARING_MILLIS);
    }
  }

  /**
   * Gives the space of removed rows back, which compaction does not find. H2 can instead write the
   * remaining data to a new file that replaces the old one; for a large file this must pay.
   */
  private void giveBack(Connection writer) throws SQLException {
    // H2 counts the pages that a commit made dead only with the next commit.
    makeDurable(writer);
    if (size() < much / SMALL || mostlyDead(writer)) {
      try (var statement = writer.createStatement()) {
        statement.execute("shutdown compact");
      }
    }
  }

  private static boolean mostlyDead(Connection writer) throws SQLException {
    return pages(writer).getFileStore().getChunksFillRate() < MOSTLY_DEAD;
  }

  private static MVStore pages(Connection writer) throws SQLException {
    var session = (SessionLocal) writer.unwrap(JdbcConnection.class).getSession();
    return session.getDatabase().getStore().getMvStore();
  }

  @Override
  public boolean isAway(Throwable error) {
    return false;
  }

  @Override
  public String name() {
    return DatabaseUrl.bare(url);
  }

  @Override
  public @Nullable Path file() {
    return file;
  }

  @Override
  public long lastCommit(Connection writer) {
    return 0;
  }

  @Override
  public void numberCommit(Connection writer, long number) {}

  @Override
  public void close() {
    readers.dispose();
  }
}
