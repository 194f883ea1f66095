package io.balsam.engine.store.jdbc;

import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.SiteEvent;
import io.balsam.engine.api.TransferFilter;
import io.balsam.engine.api.TransferItemView;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.TransferSlot.Direction;
import io.balsam.engine.store.JobFiles;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.LeaseRow;
import io.balsam.engine.store.OpenJob;
import io.balsam.engine.store.RunRow;
import io.balsam.engine.store.RunTimeRow;
import io.balsam.engine.store.SessionRow;
import io.balsam.engine.store.Store;
import io.balsam.engine.store.StoreException;
import io.balsam.engine.store.StoredEvent;
import io.balsam.engine.store.TaskFigures;
import io.balsam.engine.store.TransferRow;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Read operations on a database, however it was opened. */
abstract class QueryStore implements Store {

  /** Runs a query; several statements of one read see the same commits. */
  abstract <T> T read(Function<Handle, T> query);

  /** Returns the context for interpreting rows. */
  abstract RowContext reading();

  static Jdbi jdbi(Jdbi jdbi) {
    jdbi.registerArrayType(Long.class, "bigint");
    jdbi.registerArrayType(String.class, "varchar");
    return jdbi;
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
    return read(QueryStore::lastEvent);
  }

  static long lastEvent(Handle handle) {
    return Math.max(
        highest(handle, "select coalesce(max(seq), 0) from history"),
        highest(handle, "select coalesce(max(seq), 0) from history_of_many"));
  }

  private long highest(String sql) {
    return read(handle -> highest(handle, sql));
  }

  private static long highest(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(Long.class).one();
  }

  @Override
  public void openJobs(long run, Consumer<OpenJob> sink) {
    stream(handle -> new OpenJobQueries(handle, reading().shapes(), run).jobs(sink));
  }

  @Override
  public void openEdges(long run, EdgeSink sink) {
    stream(handle -> new OpenJobQueries(handle, reading().shapes(), run).edges(sink));
  }

  /**
   * Runs a query that fills a sink. It cannot be repeated, because the sink has received rows
   * already.
   */
  private void stream(Consumer<Handle> query) {
    boolean[] begun = new boolean[1];
    read(
        handle -> {
          if (begun[0]) {
            throw new StoreException("the database went away while it was read");
          }
          begun[0] = true;
          query.accept(handle);
          return handle;
        });
  }

  @Override
  public List<JobRecord> jobs(Collection<Long> ids) {
    return read(handle -> new JobQueries(handle, reading()).byId(List.copyOf(ids)));
  }

  @Override
  public List<JobRecord> jobs(JobFilter filter) {
    return read(handle -> new JobQueries(handle, reading()).matching(filter));
  }

  @Override
  public List<Long> jobIds(JobFilter filter) {
    return read(handle -> new JobQueries(handle, reading()).ids(filter));
  }

  @Override
  public long countJobs(JobFilter filter) {
    return read(handle -> new JobQueries(handle, reading()).count(filter));
  }

  @Override
  public Map<String, Map<JobState, Long>> counts(long run) {
    return read(handle -> new JobQueries(handle, reading()).counts(run));
  }

  @Override
  public List<StoredEvent> events(EventFilter filter) {
    return read(handle -> new EventQueries(handle, filter).matching());
  }

  @Override
  public List<RunRow> runs() {
    return read(handle -> new RunQueries(handle, reading().paths()).newestFirst());
  }

  @Override
  public Map<Long, String> owners(Collection<Long> runs) {
    return read(handle -> new RunQueries(handle, reading().paths()).owners(runs));
  }

  @Override
  public Optional<RunRow> run(long id) {
    return read(handle -> new RunQueries(handle, reading().paths()).byId(id));
  }

  @Override
  public Map<Long, List<Long>> children(Collection<Long> parents) {
    return read(handle -> new JobQueries(handle, reading()).children(parents));
  }

  @Override
  public double moldableNodeSeconds(long run) {
    return read(handle -> new JobQueries(handle, reading()).moldableNodeSeconds(run));
  }

  @Override
  public Map<String, JobRecord> finishedByKey(Collection<String> keys) {
    return read(handle -> new JobQueries(handle, reading()).finishedByKey(keys));
  }

  @Override
  public Map<Long, List<Long>> createdBy(Collection<Long> makers) {
    return read(handle -> new JobQueries(handle, reading()).madeBy(makers));
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
  public List<BatchJobInfo> lastBatchJobs(int most) {
    return read(handle -> new SiteQueries(handle).lastBatchJobs(most));
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
  public boolean hasSession(BatchJobInfo batchJob) {
    return read(handle -> new SiteQueries(handle).hasSession(batchJob));
  }

  @Override
  public List<LeaseRow> leases() {
    return read(handle -> new SiteQueries(handle).leases());
  }

  @Override
  public List<RunTimeRow> runTimes() {
    return read(handle -> new SiteQueries(handle).runTimes());
  }

  @Override
  public List<SiteEvent> siteEvents(long after, int limit) {
    return read(handle -> new SiteQueries(handle).events(after, limit));
  }

  @Override
  public long lastTransferId() {
    return highest("select coalesce(max(id), 0) from transfer_item");
  }

  @Override
  public long lastTransferTaskId() {
    return highest("select coalesce(max(id), 0) from transfer_task");
  }

  @Override
  public List<TransferRow> transfers(Collection<Long> jobs, Direction direction) {
    return read(handle -> new TransferQueries(handle).of(jobs, direction));
  }

  @Override
  public List<TransferRow> submitted(String submission) {
    return read(handle -> new TransferQueries(handle).submitted(submission));
  }

  @Override
  public List<TaskFigures> recentTasks(int items, int tasks) {
    return read(handle -> new TransferQueries(handle).recentTasks(items, tasks));
  }

  @Override
  public List<TransferItemView> transfers(TransferFilter filter) {
    return read(handle -> new TransferQueries(handle).matching(filter));
  }

  @Override
  public long countTransfers(TransferFilter filter) {
    return read(handle -> new TransferQueries(handle).count(filter));
  }
}
