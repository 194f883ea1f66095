package io.balsam.engine.store;

import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.SiteEvent;
import io.balsam.engine.domain.JobState;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobState;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.h2.mvstore.MVStoreException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** The store in a database: one connection writes, each read has a connection of its own. */
final class JdbiStore implements Store {

  /** One opening of the database. */
  private static final class Opened {
    final Database database;
    final Jdbi readers;
    final Handle writing;
    final CommitWriter writer;

    Opened(Database database) throws SQLException {
      this.database = database;
      this.writing = jdbi(Jdbi.create(database.writers())).open();
      try {
        database.claim(writing.getConnection());
        new Schema(database).bringUpToDate(writing.getConnection());
        database.signIn(writing.getConnection());
        database.makeDurable(writing.getConnection());
        this.readers = jdbi(Jdbi.create(database.readers()));
        this.writer = new CommitWriter(writing.getConnection());
      } catch (SQLException | RuntimeException e) {
        writing.close();
        throw e;
      }
    }

    void close() {
      database.close();
      try (writing) {
        database.beforeClose(writing.getConnection());
      } catch (SQLException | MVStoreException e) {
        // What could not be cleared away is cleared away another time.
        return;
      }
    }
  }

  private final Supplier<Database> databases;

  /** Reads go on side by side; nobody reads while the database is closed, for good or not. */
  private final ReadWriteLock gate = new ReentrantReadWriteLock();

  private final ShapeReader shapes = new ShapeReader();
  private Opened opened;
  private boolean broken;
  private boolean closed;

  /**
   * Opens the database.
   *
   * @param databases gives one that this then closes, for each opening
   */
  JdbiStore(Supplier<Database> databases) throws SQLException {
    this.databases = databases;
    this.opened = open(databases.get());
  }

  private static Opened open(Database database) throws SQLException {
    try {
      return new Opened(database);
    } catch (SQLException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static Jdbi jdbi(Jdbi jdbi) {
    jdbi.registerArrayType(Long.class, "bigint");
    jdbi.registerArrayType(String.class, "varchar");
    return jdbi;
  }

  @Override
  public synchronized void commit(Commit commit) {
    if (broken) {
      throw new StoreException("an earlier commit failed half-way: open the store again");
    }
    if (commit.isEmpty()) {
      return;
    }
    Handle writing = opened.writing;
    writing.begin();
    try {
      opened.writer.write(commit);
    } catch (RuntimeException e) {
      writing.rollback();
      opened.writer.rolledBack();
      throw e;
    }
    // Once the database was asked to commit, an error leaves open whether it did.
    broken = true;
    writing.commit();
    try {
      opened.database.makeDurable(writing.getConnection());
    } catch (SQLException e) {
      throw new StoreException("the commit could not be forced to disk: " + e.getMessage(), e);
    }
    if (opened.database.needsRest()) {
      openAgain();
    }
    broken = false;
  }

  private void openAgain() {
    gate.writeLock().lock();
    try {
      opened.close();
      opened = open(databases.get());
    } catch (SQLException e) {
      throw new StoreException("cannot open the store again: " + e.getMessage(), e);
    } finally {
      gate.writeLock().unlock();
    }
  }

  /** Several queries of one read see the same commits. */
  private <T> T read(Function<Handle, T> query) {
    gate.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the store is closed");
      }
      return opened.readers.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, query::apply);
    } finally {
      gate.readLock().unlock();
    }
  }

  @Override
  public long lastJobId() {
    return highest("select coalesce(max(id), 0) from job");
  }

  @Override
  public long lastRunId() {
    return highest("select coalesce(max(id), 0) from run");
  }

  @Override
  public long lastBatchJobId() {
    return highest("select coalesce(max(id), 0) from batch_job");
  }

  @Override
  public long lastSessionId() {
    return highest("select coalesce(max(id), 0) from launcher_session");
  }

  @Override
  public long lastEvent() {
    return Math.max(
        highest("select coalesce(max(seq), 0) from history"),
        highest("select coalesce(max(seq), 0) from history_of_many"));
  }

  private long highest(String sql) {
    return read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  @Override
  public void openJobs(long run, Consumer<OpenJob> sink) {
    read(
        handle -> {
          new OpenJobQueries(handle, shapes, run).jobs(sink);
          return handle;
        });
  }

  @Override
  public void openEdges(long run, EdgeSink sink) {
    read(
        handle -> {
          new OpenJobQueries(handle, shapes, run).edges(sink);
          return handle;
        });
  }

  @Override
  public List<JobRecord> jobs(Collection<Long> ids) {
    return read(handle -> new JobQueries(handle, shapes).byId(List.copyOf(ids)));
  }

  @Override
  public List<JobRecord> jobs(JobFilter filter) {
    return read(handle -> new JobQueries(handle, shapes).matching(filter));
  }

  @Override
  public List<Long> jobIds(JobFilter filter) {
    return read(handle -> new JobQueries(handle, shapes).ids(filter));
  }

  @Override
  public long countJobs(JobFilter filter) {
    return read(handle -> new JobQueries(handle, shapes).count(filter));
  }

  @Override
  public Map<String, Map<JobState, Long>> counts(long run) {
    return read(handle -> new JobQueries(handle, shapes).counts(run));
  }

  @Override
  public List<StoredEvent> events(EventFilter filter) {
    return read(handle -> new EventQueries(handle, filter).matching());
  }

  @Override
  public List<RunRow> runs() {
    return read(handle -> new RunQueries(handle).newestFirst());
  }

  @Override
  public Optional<RunRow> run(long id) {
    return read(handle -> new RunQueries(handle).byId(id));
  }

  @Override
  public Map<Long, List<Long>> children(Collection<Long> parents) {
    return read(handle -> new JobQueries(handle, shapes).children(parents));
  }

  @Override
  public Map<String, JobRecord> finishedByKey(Collection<String> keys) {
    return read(handle -> new JobQueries(handle, shapes).finishedByKey(keys));
  }

  @Override
  public Map<Long, List<Long>> createdBy(Collection<Long> makers) {
    return read(handle -> new JobQueries(handle, shapes).madeBy(makers));
  }

  @Override
  public Map<Long, JobFiles> files(Collection<Long> jobs) {
    return read(handle -> new FilesQueries(handle).of(jobs));
  }

  @Override
  public List<BatchJobInfo> batchJobs(Collection<Long> ids, Set<BatchJobState> states) {
    return read(handle -> new SiteQueries(handle).batchJobs(ids, states));
  }

  @Override
  public List<SessionRow> openSessions() {
    return read(handle -> new SiteQueries(handle).openSessions());
  }

  @Override
  public boolean hasSession(String launcher) {
    return read(handle -> new SiteQueries(handle).hasSession(launcher));
  }

  @Override
  public List<LeaseRow> leases() {
    return read(handle -> new SiteQueries(handle).leases());
  }

  @Override
  public List<SiteEvent> siteEvents(long after, int limit) {
    return read(handle -> new SiteQueries(handle).events(after, limit));
  }

  @Override
  public synchronized void close() {
    gate.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        opened.close();
      }
    } finally {
      gate.writeLock().unlock();
    }
  }
}
