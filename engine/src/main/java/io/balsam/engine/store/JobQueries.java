package io.balsam.engine.store;

import io.balsam.engine.api.JobFilter;
import io.balsam.engine.domain.JobState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Reads jobs whole, counts them, and follows what ties them together. */
final class JobQueries {

  /** Jobs read together: their tags and edges are one query each. */
  private static final int PAGE = 5000;

  private final Handle handle;

  JobQueries(Handle handle) {
    this.handle = handle;
  }

  List<JobRecord> matching(JobFilter filter) {
    JobConditions conditions = new JobConditions(filter);
    List<Long> ids =
        conditions
            .bind(
                handle.createQuery(
                    "select j.id from job j"
                        + conditions.where()
                        + conditions.orderBy()
                        + " limit :limit offset :offset"))
            .bind("limit", filter.limit())
            .bind("offset", filter.offset())
            .mapTo(Long.class)
            .list();
    return byId(ids);
  }

  /** In the order of the ids. */
  List<JobRecord> byId(List<Long> ids) {
    List<JobRecord> found = new ArrayList<>(ids.size());
    for (int start = 0; start < ids.size(); start += PAGE) {
      List<Long> page = ids.subList(start, Math.min(ids.size(), start + PAGE));
      Map<Long, JobRecord> records = new JobReader(handle).read(page);
      for (Long id : page) {
        JobRecord record = records.get(id);
        if (record != null) {
          found.add(record);
        }
      }
    }
    return found;
  }

  long count(JobFilter filter) {
    JobConditions conditions = new JobConditions(filter);
    return conditions
        .bind(handle.createQuery("select count(*) from job j" + conditions.where()))
        .mapTo(Long.class)
        .one();
  }

  Map<String, Map<JobState, Long>> counts(long run) {
    Map<String, Map<JobState, Long>> counts = new TreeMap<>();
    handle
        .createQuery(
            """
            select app, state, count(*) from job where run = :run
            and not exists (select 1 from retry_of where failed = job.id) group by app, state""")
        .bind("run", run)
        .map(
            (row, context) ->
                counts
                    .computeIfAbsent(row.getString(1), app -> new TreeMap<>())
                    .put(JobState.valueOf(row.getString(2)), row.getLong(3)))
        .list();
    return counts;
  }

  Map<Long, List<Long>> children(Collection<Long> parents) {
    return pairs(
        "select distinct parent, child from edge where parent = any(:ids) order by parent, child",
        parents);
  }

  Map<Long, List<Long>> madeBy(Collection<Long> makers) {
    return pairs("select maker, job from made_by where maker = any(:ids) order by job", makers);
  }

  private Map<Long, List<Long>> pairs(String sql, Collection<Long> ids) {
    Map<Long, List<Long>> found = new HashMap<>();
    handle
        .createQuery(sql)
        .bindArray("ids", Long.class, ids)
        .map(
            (row, context) ->
                found.computeIfAbsent(row.getLong(1), id -> new ArrayList<>()).add(row.getLong(2)))
        .list();
    return found;
  }

  Map<String, JobRecord> finishedByKey(Collection<String> keys) {
    String sql =
        """
        select max(j.id) from job_detail d join job j on j.id = d.id
        where d.reuse_key = any(:keys) and j.state = 'JOB_FINISHED' group by d.reuse_key""";
    List<Long> ids =
        handle.createQuery(sql).bindArray("keys", String.class, keys).mapTo(Long.class).list();
    Map<String, JobRecord> found = new HashMap<>();
    for (JobRecord record : byId(ids)) {
      found.put(record.row().reuseKey(), record);
    }
    return found;
  }
}
