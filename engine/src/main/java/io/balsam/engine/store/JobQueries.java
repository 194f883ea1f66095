package io.balsam.engine.store;

import io.balsam.engine.api.JobFilter;
import io.balsam.engine.domain.JobState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads jobs whole, counts them, and follows what ties them together. */
final class JobQueries {

  /** Values in one array: H2 finds each by an index, but then compares it with all the others. */
  private static final int PAGE = 500;

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
    for (List<Long> page : pages(ids)) {
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

  List<Long> ids(JobFilter filter) {
    JobConditions conditions = new JobConditions(filter);
    return conditions
        .bind(handle.createQuery("select j.id from job j" + conditions.where() + " order by j.id"))
        .mapTo(Long.class)
        .list();
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
    String sql =
        """
        select app, state, count(*) from job
        where run = :run and id not in (select failed from retry_of)
        group by app, state""";
    try (Query query = handle.createQuery(sql).bind("run", run)) {
      RowSink.drain(
          query,
          row ->
              counts
                  .computeIfAbsent(row.getString(1), app -> new TreeMap<>())
                  .put(JobState.valueOf(row.getString(2)), row.getLong(3)));
    }
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
    for (List<Long> page : pages(ids)) {
      try (Query query = handle.createQuery(sql).bindArray("ids", Long.class, page)) {
        RowSink.drain(
            query,
            row ->
                found.computeIfAbsent(row.getLong(1), id -> new ArrayList<>()).add(row.getLong(2)));
      }
    }
    return found;
  }

  /**
   * The keys have no index: they are as good as random, so that every commit with new jobs would
   * rewrite it whole. They are looked for only when someone asks for reuse.
   */
  Map<String, JobRecord> finishedByKey(Collection<String> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    Set<String> wanted = new HashSet<>(keys);
    Map<String, Long> newest = new HashMap<>();
    String sql =
        """
        select d.id, d.reuse_key from job_detail d join job j on j.id = d.id
        where j.state = 'JOB_FINISHED' and d.reuse_key is not null""";
    try (Query query = handle.createQuery(sql)) {
      RowSink.drain(
          query,
          row -> {
            String key = row.getString(2);
            if (wanted.contains(key)) {
              newest.merge(key, row.getLong(1), Math::max);
            }
          });
    }
    Map<String, JobRecord> found = new HashMap<>();
    for (JobRecord record : byId(List.copyOf(newest.values()))) {
      found.put(record.row().reuseKey(), record);
    }
    return found;
  }

  private static <T> List<List<T>> pages(Collection<T> values) {
    List<T> all = List.copyOf(values);
    return IntStream.iterate(0, start -> start < all.size(), start -> start + PAGE)
        .mapToObj(start -> all.subList(start, Math.min(all.size(), start + PAGE)))
        .toList();
  }
}
