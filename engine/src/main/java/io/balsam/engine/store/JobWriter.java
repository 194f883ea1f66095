package io.balsam.engine.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes new jobs with their tags and edges, and what changes of jobs. */
final class JobWriter {

  private final Writes writes;

  JobWriter(Writes writes) {
    this.writes = writes;
  }

  void insert(List<JobRow> jobs) {
    writes.<JobRow>each(INSERT_JOB, jobs, JobWriter::bindJob);
    writes.<JobRow>each(INSERT_DETAIL, jobs, JobWriter::bindDetail);
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
      values (?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)""";

  private static void bindJob(Values values, JobRow job) throws SQLException {
    values
        .add(job.id())
        .add(job.run())
        .add(job.app())
        .add(job.state())
        .add(job.resources().nodes())
        .add(job.resources().ranksPerNode())
        .add(job.resources().threadsPerRank())
        .add(job.resources().threadsPerCore())
        .add(job.resources().gpusPerRank())
        .add(job.resources().nodePackingCount())
        .add(Cells.micros(job.wallTime()))
        .add(job.priority())
        .add(!job.inputs().isEmpty() || !job.transfers().isEmpty())
        .add(Cells.micros(job.created()));
  }

  private static final String INSERT_DETAIL =
      """
      insert into job_detail (id, workdir, parameters, environment, data, launch_params, inputs,
        transfers, declared_at, reuse_key, reused_from)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private static void bindDetail(Values values, JobRow job) throws SQLException {
    values
        .add(job.id())
        .add(job.workdir())
        .add(Cells.json(job.parameters()))
        .add(Cells.json(job.environment()))
        .add(Cells.json(job.data()))
        .add(Cells.json(job.launchParams()))
        .add(Cells.json(job.inputs()))
        .add(Cells.json(job.transfers()))
        .add(Cells.text(job.declaredAt()))
        .add(Cells.text(job.reuseKey()))
        .add(Cells.number(job.reusedFrom()));
  }

  private record Tag(long job, String name, String content) {}

  private void insertTags(List<JobRow> jobs) {
    List<Tag> tags = new ArrayList<>();
    for (JobRow job : jobs) {
      job.tags().forEach((name, content) -> tags.add(new Tag(job.id(), name, content)));
    }
    writes.<Tag>each(
        "insert into job_tag (job, name, content) values (?, ?, ?)",
        tags,
        (values, tag) -> values.add(tag.job).add(tag.name).add(tag.content));
  }

  private record Edge(long child, int place, JobRow.Parent parent) {}

  private void insertEdges(List<JobRow> jobs) {
    List<Edge> edges = new ArrayList<>();
    for (JobRow job : jobs) {
      for (int i = 0; i < job.parents().size(); i++) {
        edges.add(new Edge(job.id(), i, job.parents().get(i)));
      }
    }
    writes.<Edge>each(
        "insert into edge (child, place, parent, kind) values (?, ?, ?, ?)",
        edges,
        (values, edge) ->
            values.add(edge.child).add(edge.place).add(edge.parent.id()).add(edge.parent.kind()));
  }

  private void insertOrigins(List<JobRow> jobs) {
    writes.<JobRow>each(
        "insert into made_by (job, maker) values (?, ?)",
        jobs.stream().filter(job -> job.createdBy().isPresent()).toList(),
        (values, job) -> values.add(job.id()).add(job.createdBy().getAsLong()));
    writes.<JobRow>each(
        "insert into retry_of (job, failed) values (?, ?)",
        jobs.stream().filter(job -> job.retryOf().isPresent()).toList(),
        (values, job) -> values.add(job.id()).add(job.retryOf().getAsLong()));
  }

  /** What has not ended is looked for in runs that have not ended. */
  private void reopenRuns(List<JobRow> jobs) {
    writes.<Long>each(
        "update run set ended = null where id = ?",
        jobs.stream().filter(job -> !job.state().terminal()).map(JobRow::run).distinct().toList(),
        (values, run) -> values.add(run.longValue()));
  }

  void change(List<Change> changes) {
    Map<Long, JobUpdate> updates = new LinkedHashMap<>();
    List<Change.Data> data = new ArrayList<>();
    List<Change.InputDigest> digests = new ArrayList<>();
    for (Change change : changes) {
      if (change instanceof Change.Data one) {
        data.add(one);
      } else if (change instanceof Change.InputDigest one) {
        digests.add(one);
      } else {
        updates.computeIfAbsent(change.job(), JobUpdate::new).take(change);
      }
    }
    Map<Integer, List<JobUpdate>> byShape = new LinkedHashMap<>();
    for (JobUpdate update : updates.values()) {
      byShape.computeIfAbsent(update.shape(), shape -> new ArrayList<>()).add(update);
    }
    byShape
        .values()
        .forEach(
            alike ->
                writes.<JobUpdate>each(
                    alike.get(0).sql(), alike, (values, update) -> update.bind(values)));
    writes.<Change.Data>each(
        "update job_detail set data = ? where id = ?",
        data,
        (values, change) -> values.add(Cells.json(change.data())).add(change.job()));
    writes.<Change.InputDigest>each(
        "update job_detail set input_digest = ? where id = ?",
        digests,
        (values, change) -> values.add(Cells.text(change.digest())).add(change.job()));
  }
}
