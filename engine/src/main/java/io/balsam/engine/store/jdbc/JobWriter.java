package io.balsam.engine.store.jdbc;

import io.balsam.engine.store.JobRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes new jobs with their tags and edges. */
final class JobWriter {

  private final StatementBatch writes;
  private final ShapeWriter shapes;
  private final DetailWriter details;

  JobWriter(StatementBatch writes, ShapeWriter shapes, SitePaths paths) {
    this.writes = writes;
    this.shapes = shapes;
    this.details = new DetailWriter(writes, paths);
  }

  void insert(List<JobRow> jobs) {
    shapes.insert(jobs);
    writes.<JobRow>each(INSERT_JOB, jobs, this::bindJob);
    details.insert(jobs);
    insertTags(jobs);
    insertEdges(jobs);
    insertOrigins(jobs);
    lengthenRuns(jobs);
    reopenRuns(jobs);
  }

  private static final String INSERT_JOB =
      """
      insert into job (id, run, shape, staging, state, attempts, created, signal)
      values (?, ?, ?, ?, ?, 0, ?, 0)""";

  private void bindJob(Values values, JobRow job) throws SQLException {
    values
        .add(job.id())
        .add(job.run())
        .add(shapes.number(job))
        .add(!job.inputs().isEmpty() || !job.transfers().isEmpty())
        .add(job.state())
        .add(ColumnCodec.micros(job.created()));
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

  private record Span(long run, long first, long last) {

    Span with(Span other) {
      return new Span(run, Math.min(first, other.first), Math.max(last, other.last));
    }
  }

  /** Extends the range of job numbers of the runs; jobs of a run are searched for within it. */
  private void lengthenRuns(List<JobRow> jobs) {
    Map<Long, Span> spans = new LinkedHashMap<>();
    for (JobRow job : jobs) {
      spans.merge(job.run(), new Span(job.run(), job.id(), job.id()), Span::with);
    }
    writes.<Span>each(
        """
        update run set first_job = least(coalesce(first_job, ?), ?),
          last_job = greatest(coalesce(last_job, ?), ?)
        where id = ?""",
        List.copyOf(spans.values()),
        (values, span) ->
            values.add(span.first).add(span.first).add(span.last).add(span.last).add(span.run));
  }

  /** Reopens ended runs of new open jobs; open jobs are searched for in open runs only. */
  private void reopenRuns(List<JobRow> jobs) {
    writes.<Long>each(
        "update run set ended = null where id = ?",
        jobs.stream().filter(job -> !job.state().terminal()).map(JobRow::run).distinct().toList(),
        (values, run) -> values.add(run.longValue()));
  }
}
