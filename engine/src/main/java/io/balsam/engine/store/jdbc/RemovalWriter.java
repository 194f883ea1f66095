package io.balsam.engine.store.jdbc;

import java.util.List;
import java.util.stream.Stream;

/**
 * Removes runs and jobs. A row about many consecutive jobs stays while one of these jobs exists,
 * because its readers join it with the jobs. The newest row of the history stays too, because event
 * numbers are not reused.
 */
final class RemovalWriter {

  private static final String OLD_EVENT =
      " seq < (select max(seq) from (select max(seq) as seq from history"
          + " union all select max(seq) from history_of_many) newest)";

  /**
   * Returns statements that delete all rows about a job, up to the job itself; {@code which}
   * selects one or many.
   */
  private static Stream<String> ofJobs(String which) {
    return Stream.of(
        "delete from history where job " + which + " and" + OLD_EVENT,
        "delete from job_tag where job " + which,
        "delete from edge where child " + which,
        // The creator of a job is kept when the job is removed: the creator's results may not be
        // reused without it.
        "delete from made_by where maker " + which,
        "delete from retry_of where job " + which,
        "delete from retry_of where failed " + which,
        "delete from job_files where job " + which,
        "delete from transfer_item where job " + which);
  }

  private static final List<String> OF_RUN =
      ofJobs("in (select id from job where run = ?)").toList();

  private static final List<String> OF_JOB =
      Stream.concat(ofJobs("= ?"), Stream.of("delete from job where id = ?")).toList();

  private static final String NO_JOB =
      " and not exists (select 1 from job j where j.id between first_job and last_job)";

  /** Condition for rows that contain a job of the run, perhaps among others. */
  private static final String AMONG =
      " last_job >= (select first_job from run where id = ?)"
          + " and first_job <= (select last_job from run where id = ?)";

  private static final String AMONG_EVENTS =
      "delete from history_of_many where block = ? and first_job <= ? and last_job >= ? and"
          + OLD_EVENT
          + NO_JOB;

  private static final String AMONG_DETAILS =
      "delete from job_details where first_job between ? and ? and last_job >= ?" + NO_JOB;

  private static final String EMPTY_TASKS =
      "delete from transfer_task where not exists"
          + " (select 1 from transfer_item t where t.task = transfer_task.id)";

  private final StatementBatch writes;

  RemovalWriter(StatementBatch writes) {
    this.writes = writes;
  }

  /**
   * Removes runs with all of their jobs, and jobs of runs that stay; then the tasks that have lost
   * all of their items.
   */
  void write(List<Long> runs, List<Long> jobs) {
    runs(runs);
    jobs(jobs);
    if (!runs.isEmpty() || !jobs.isEmpty()) {
      writes.tryEach(EMPTY_TASKS, List.of(0), (values, once) -> {});
    }
  }

  private void runs(List<Long> runs) {
    for (String sql : OF_RUN) {
      one(sql, runs);
    }
    one("delete from job where run = ?", runs);
    two("delete from history_of_many where" + AMONG + " and" + OLD_EVENT + NO_JOB, runs);
    two("delete from job_details where" + AMONG + NO_JOB, runs);
    writes.<Long>each(
        "delete from run where id = ?", runs, (values, run) -> values.add(run.longValue()));
  }

  private void jobs(List<Long> jobs) {
    for (String sql : OF_JOB) {
      one(sql, jobs);
    }
    writes.<Long>tryEach(
        AMONG_EVENTS,
        jobs,
        (values, job) ->
            values.add(job / EventWriter.BLOCK).add(job.longValue()).add(job.longValue()));
    writes.<Long>tryEach(
        AMONG_DETAILS,
        jobs,
        (values, job) ->
            values.add(job - Detail.BLOCK + 1).add(job.longValue()).add(job.longValue()));
  }

  private void one(String sql, List<Long> ids) {
    writes.<Long>tryEach(sql, ids, (values, id) -> values.add(id.longValue()));
  }

  private void two(String sql, List<Long> ids) {
    writes.<Long>tryEach(sql, ids, (values, id) -> values.add(id.longValue()).add(id.longValue()));
  }
}
