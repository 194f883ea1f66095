package io.balsam.engine.store.jdbc;

import io.balsam.engine.api.JobFilter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * SQL conditions and order of a filter on {@code job j}, except for its condition on workdirs;
 * values are only ever passed as parameters.
 */
final class JobConditions {

  private final JobFilter filter;

  JobConditions(JobFilter filter) {
    this.filter = filter;
  }

  String where() {
    List<String> parts = new ArrayList<>();
    anyOf(parts, filter.ids(), "j.id = any(:ids)");
    anyOf(
        parts,
        filter.runs(),
        "j.run = any(:runs)"
            + " and j.id >= (select min(first_job) from run where id = any(:runs))"
            + " and j.id <= (select max(last_job) from run where id = any(:runs))");
    anyOf(parts, filter.batchJobs(), "j.batch_job = any(:batchJobs)");
    anyOf(parts, filter.states(), "j.state = any(:states)");
    anyOf(parts, filter.apps(), "j.shape in (select id from shape where app = any(:apps))");
    for (int i = 0; i < filter.tags().size(); i++) {
      parts.add(
          "j.id in (select job from job_tag where name = :tag%d and content = :content%d)"
              .formatted(i, i));
    }
    return parts.isEmpty() ? "" : " where " + String.join(" and ", parts);
  }

  String orderBy() {
    return switch (filter.order()) {
      case ID -> " order by j.id";
      case ID_DESC -> " order by j.id desc";
      case RUN_TIME_DESC -> " order by j.ended - j.began desc nulls last, j.id";
    };
  }

  <S extends SqlStatement<S>> S bind(S statement) {
    if (!filter.ids().isEmpty()) {
      statement.bindArray("ids", Long.class, filter.ids());
    }
    if (!filter.runs().isEmpty()) {
      statement.bindArray("runs", Long.class, filter.runs());
    }
    if (!filter.batchJobs().isEmpty()) {
      statement.bindArray("batchJobs", Long.class, filter.batchJobs());
    }
    if (!filter.states().isEmpty()) {
      statement.bindArray(
          "states", String.class, filter.states().stream().map(Enum::name).toList());
    }
    if (!filter.apps().isEmpty()) {
      statement.bindArray("apps", String.class, filter.apps());
    }
    int i = 0;
    for (Map.Entry<String, String> tag : filter.tags().entrySet()) {
      statement.bind("tag" + i, tag.getKey()).bind("content" + i, tag.getValue());
      i++;
    }
    return statement;
  }

  private static void anyOf(List<String> parts, Collection<?> values, String condition) {
    if (!values.isEmpty()) {
      parts.add(condition);
    }
  }
}
