package io.balsam.engine.store.jdbc;

import io.balsam.engine.api.JobFilter;
import org.jdbi.v3.core.statement.SqlStatement;

/** SQL conditions and order of a filter on {@code job j}, but for its condition on workdirs. */
final class JobConditions {

  private final JobFilter filter;
  private final Conditions conditions;

  JobConditions(JobFilter filter) {
    this.filter = filter;
    conditions =
        new Conditions()
            .anyOf("ids", filter.ids(), "j.id = any(:ids)")
            .anyOf(
                "runs",
                filter.runs(),
                "j.run = any(:runs)"
                    + " and j.id >= (select min(first_job) from run where id = any(:runs))"
                    + " and j.id <= (select max(last_job) from run where id = any(:runs))")
            .anyOf("batchJobs", filter.batchJobs(), "j.batch_job = any(:batchJobs)")
            .anyNameOf("states", filter.states(), "j.state = any(:states)")
            .anyTextOf(
                "apps", filter.apps(), "j.shape in (select id from shape where app = any(:apps))")
            .tags(filter.tags());
  }

  String where() {
    return conditions.where();
  }

  String orderBy() {
    return switch (filter.order()) {
      case ID -> " order by j.id";
      case ID_DESC -> " order by j.id desc";
      case RUN_TIME_DESC -> " order by j.ended - j.began desc nulls last, j.id";
    };
  }

  <S extends SqlStatement<S>> S bind(S statement) {
    return conditions.bind(statement);
  }
}
