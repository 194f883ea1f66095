package io.balsam.engine.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes new jobs with their tags and edges, and what changes of jobs. */
final class JobWriter {

  private final CommitWriter writer;

  JobWriter(CommitWriter writer) {
    this.writer = writer;
  }

  void insert(List<JobRow> jobs) {
    writer.each(INSERT_JOB, jobs, JobWriter::bindJob);
    writer.each(INSERT_DETAIL, jobs, JobWriter::bindDetail);
    insertTags(jobs);
    insertEdges(jobs);
    insertOrigins(jobs);
    reopenRuns(jobs);
  }

  private static final String INSERT_JOB =
      """
      insert into job (id, run, app, state, attempts, nodes, ranks_per_node, threads_per_rank,
        threads_per_core, gpus_per_rank, node_packing_count, wall_time, priority, staging, created,
        signal)
      values (:id, :run, :app, :state, 0, :nodes, :ranks, :threads,
        :threadsPerCore, :gpus, :packing, :wallTime, :priority, :staging, :created,
        0)""";

  private static void bindJob(PreparedBatch batch, JobRow job) {
    batch
        .bind("id", job.id())
        .bind("run", job.run())
        .bind("app", job.app())
        .bind("state", job.state().name())
        .bind("nodes", job.resources().nodes())
        .bind("ranks", job.resources().ranksPerNode())
        .bind("threads", job.resources().threadsPerRank())
        .bind("threadsPerCore", job.resources().threadsPerCore())
        .bind("gpus", job.resources().gpusPerRank())
        .bind("packing", job.resources().nodePackingCount())
        .bind("wallTime", Cells.micros(job.wallTime()))
        .bind("priority", job.priority())
        .bind("staging", !job.inputs().isEmpty() || !job.transfers().isEmpty())
        .bind("created", Cells.micros(job.created()));
  }

  private static final String INSERT_DETAIL =
      """
      insert into job_detail (id, workdir, parameters, environment, data, launch_params, inputs,
        transfers, declared_at, reuse_key, reused_from)
      values (:id, :workdir, :parameters, :environment, :data, :launchParams, :inputs,
        :transfers, :declaredAt, :reuseKey, :reusedFrom)""";

  private static void bindDetail(PreparedBatch batch, JobRow job) {
    batch
        .bind("id", job.id())
        .bind("workdir", job.workdir())
        .bind("parameters", Cells.json(job.parameters()))
        .bind("environment", Cells.json(job.environment()))
        .bind("data", Cells.json(job.data()))
        .bind("launchParams", Cells.json(job.launchParams()))
        .bind("inputs", Cells.json(job.inputs()))
        .bind("transfers", Cells.json(job.transfers()))
        .bind("declaredAt", Cells.text(job.declaredAt()))
        .bind("reuseKey", Cells.text(job.reuseKey()))
        .bind("reusedFrom", Cells.number(job.reusedFrom()));
  }

  private record Tag(long job, String name, String content) {}

  private void insertTags(List<JobRow> jobs) {
    List<Tag> tags = new ArrayList<>();
    for (JobRow job : jobs) {
      job.tags().forEach((name, content) -> tags.add(new Tag(job.id(), name, content)));
    }
    writer.<Tag>each(
        "insert into job_tag (job, name, content) values (:job, :name, :content)",
        tags,
        (batch, tag) ->
            batch.bind("job", tag.job).bind("name", tag.name).bind("content", tag.content));
  }

  private record Edge(long child, int place, JobRow.Parent parent) {}

  private void insertEdges(List<JobRow> jobs) {
    List<Edge> edges = new ArrayList<>();
    for (JobRow job : jobs) {
      for (int i = 0; i < job.parents().size(); i++) {
        edges.add(new Edge(job.id(), i, job.parents().get(i)));
      }
    }
    writer.<Edge>each(
        "insert into edge (child, place, parent, kind) values (:child, :place, :parent, :kind)",
        edges,
        (batch, edge) ->
            batch
                .bind("child", edge.child)
                .bind("place", edge.place)
                .bind("parent", edge.parent.id())
                .bind("kind", edge.parent.kind().name()));
  }

  private void insertOrigins(List<JobRow> jobs) {
    writer.<JobRow>each(
        "insert into made_by (job, maker) values (:job, :maker)",
        jobs.stream().filter(job -> job.createdBy().isPresent()).toList(),
        (batch, job) -> batch.bind("job", job.id()).bind("maker", job.createdBy().getAsLong()));
    writer.<JobRow>each(
        "insert into retry_of (job, failed) values (:job, :failed)",
        jobs.stream().filter(job -> job.retryOf().isPresent()).toList(),
        (batch, job) -> batch.bind("job", job.id()).bind("failed", job.retryOf().getAsLong()));
  }

  /** What has not ended is looked for in runs that have not ended. */
  private void reopenRuns(List<JobRow> jobs) {
    writer.<Long>each(
        "update run set ended = null where id = :id",
        jobs.stream().filter(job -> !job.state().terminal()).map(JobRow::run).distinct().toList(),
        (batch, run) -> batch.bind("id", run));
  }

  void change(List<Change> changes) {
    Map<Class<?>, List<Change>> byKind = new LinkedHashMap<>();
    for (Change change : changes) {
      byKind.computeIfAbsent(change.getClass(), kind -> new ArrayList<>()).add(change);
    }
    each(byKind, Change.State.class, SET_STATE, JobWriter::bindState);
    // A run's begin forgets the end of the one before, so it comes before an end of the same
    // commit.
    each(byKind, Change.Began.class, SET_BEGAN, JobWriter::bindBegan);
    each(byKind, Change.Ended.class, SET_ENDED, JobWriter::bindEnded);
    each(
        byKind,
        Change.Data.class,
        "update job_detail set data = :data where id = :id",
        (batch, change) -> batch.bind("data", Cells.json(change.data())));
    each(
        byKind,
        Change.Result.class,
        "update job_detail set result = :result where id = :id",
        (batch, change) ->
            batch.bind("result", change.value() == null ? null : Cells.json(change.value())));
    each(
        byKind,
        Change.InputDigest.class,
        "update job_detail set input_digest = :digest where id = :id",
        (batch, change) -> batch.bind("digest", Cells.text(change.digest())));
  }

  private <C extends Change> void each(
      Map<Class<?>, List<Change>> byKind,
      Class<C> kind,
      String sql,
      BiConsumer<PreparedBatch, C> bind) {
    List<C> rows = byKind.getOrDefault(kind, List.of()).stream().map(kind::cast).toList();
    writer.<C>each(
        sql,
        rows,
        (batch, change) -> {
          batch.bind("id", change.job());
          bind.accept(batch, change);
        });
  }

  private static final String SET_STATE =
      """
      update job set state = :state, attempts = :attempts, restart_at = :restartAt
      where id = :id""";

  private static void bindState(PreparedBatch batch, Change.State change) {
    batch
        .bind("state", change.state().name())
        .bind("attempts", change.attempts())
        .bind("restartAt", Cells.micros(change.restartAt()));
  }

  private static final String SET_BEGAN =
      """
      update job set began = :began, node = :node, batch_job = :batchJob,
        ended = null, exit_code = null, signal = 0, cpu = null, peak_kib = null
      where id = :id""";

  private static void bindBegan(PreparedBatch batch, Change.Began change) {
    batch
        .bind("began", Cells.micros(change.at()))
        .bind("node", change.node())
        .bind("batchJob", Cells.number(change.batchJob()));
  }

  private static final String SET_ENDED =
      """
      update job set ended = :ended, exit_code = :exitCode, signal = :signal, cpu = :cpu,
        peak_kib = :peakKib
      where id = :id""";

  private static void bindEnded(PreparedBatch batch, Change.Ended change) {
    batch
        .bind("ended", Cells.micros(change.at()))
        .bind("exitCode", change.exitCode())
        .bind("signal", change.signal())
        .bind("cpu", Cells.micros(change.cpu()))
        .bind("peakKib", Cells.number(change.peakKib()));
  }
}
