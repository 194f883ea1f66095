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

/** A file of this process's own. */
final class H2Database implements Database {

  /**
   * Commits reach the file by {@link #makeDurable} only: H2's own writer thread would store them
   * behind our back and unforced, and closing on exit would cut off an engine that stops. Its trace
   * says nothing that our exceptions do not. Compressed pages halve the file at no cost that could
   * be measured: less is written and forced. What was written is never overwritten while the
   * database is open: once H2 used dead space again, a store that was killed came back without its
   * last commits. Clearing up when it is closed is our own decision, too.
   */
  private static final String SETTINGS =
      ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;COMPRESS=TRUE;MAX_COMPACT_TIME=0"
          + ";RETENTION_TIME="
          + Integer.MAX_VALUE;

  /** A file that has grown by so much is mostly dead space, which closing clears away. */
  private static final long MUCH = 512L << 20;

  /** A file that is smaller than this part of {@link #MUCH} is not worth the clearing. */
  private static final int LITTLE = 64;

  /** One that is smaller than this part is written anew in a moment. */
  private static final int SMALL = 8;

  static {
    // H2 loads a class that is named in SQL, as the code of a trigger say; it needs none of them.
    System.setProperty("h2.allowedClasses", "none");
  }

  /** A file begins with so many bytes, before there is anything in it. */
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
   * With a patience of one's own.
   *
   * @param much bytes by which the file may grow before it needs rest
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

  /** Connections that only read the file, whoever writes to it meanwhile. */
  static JdbcConnectionPool lookers(String url) {
    Path file = Objects.requireNonNull(OrderedFile.file(url), "nobody can look into a memory");
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
    // H2 locks the file against other processes, but lets this one open it as often as it likes.
    try (var statement = writer.createStatement();
        var row = statement.executeQuery("select count(*) from information_schema.sessions")) {
      if (row.next() && row.getLong(1) > 1) {
        throw new StoreInUseException("the store " + url + " is open in this process already");
      }
    }
  }

  /** H2 would store and force the file after each table, though none counts without the last. */
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

  /** Never before it has grown to thrice its size, so that the cost stays in proportion. */
  @Override
  public boolean needsRest() {
    return size() > much + 3 * sizeAtOpen;
  }

  @Override
  public void removed() {
    removed = true;
  }

  /**
   * Clearing rewrites and forces the file some forty times, however small it is: a run of one job
   * would wait for it longer than for all its commits.
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
   * Clearing does not find pages of removed rows. H2 can write what is left to a new file instead,
   * which then takes the name of the old one; of a large file it must pay.
   */
  private void giveBack(Connection writer) throws SQLException {
    // Only with the next commit H2 counts the pages that the last one made dead.
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
