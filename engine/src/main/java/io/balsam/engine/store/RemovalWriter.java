package io.balsam.engine.store;

import java.util.List;

/**
 * Takes runs out. Rows that are about many neighbours stay while a job of another run is among
 * them: whoever reads them asks for the jobs too. So does the newest row of the history, since
 * numbers of events are not given out again.
 */
final class RemovalWriter {

  private static final String JOBS = "(select id from job where run = ?)";

  private static final String NO_OTHERS =
      """
      first_job >= (select first_job from run where id = ?)
        and last_job <= (select last_job from run where id = ?)
        and not exists (select 1 from job j where j.id between first_job and last_job and j.run <> ?)""";

  private static final List<String> OF_JOBS =
      List.of(
          "delete from history where job in "
              + JOBS
              + " and seq < (select max(seq) from (select max(seq) as seq from history"
              + " union all select max(seq) from history_of_many) newest)",
          "delete from job_tag where job in " + JOBS,
          "delete from edge where child in " + JOBS,
          "delete from made_by where job in " + JOBS,
          "delete from retry_of where job in " + JOBS,
          "delete from job_files where job in " + JOBS);

  private static final List<String> OF_NEIGHBOURS =
      List.of(
          "delete from history_of_many where "
              + NO_OTHERS
              + " and seq < (select max(seq) from (select max(seq) as seq from history"
              + " union all select max(seq) from history_of_many) newest)",
          "delete from job_details where " + NO_OTHERS);

  private final Writes writes;

  RemovalWriter(Writes writes) {
    this.writes = writes;
  }

  void write(List<Long> runs) {
    for (String sql : OF_JOBS) {
      writes.<Long>tryEach(sql, runs, (values, run) -> values.add(run.longValue()));
    }
    for (String sql : OF_NEIGHBOURS) {
      writes.<Long>tryEach(
          sql,
          runs,
          (values, run) -> values.add(run.longValue()).add(run.longValue()).add(run.longValue()));
    }
    writes.<Long>tryEach(
        "delete from job where run = ?", runs, (values, run) -> values.add(run.longValue()));
    writes.<Long>each(
        "delete from run where id = ?", runs, (values, run) -> values.add(run.longValue()));
  }
}
