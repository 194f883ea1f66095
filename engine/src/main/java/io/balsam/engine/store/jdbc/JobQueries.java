package io.balsam.engine.store.jdbc;

import io.balsam.engine.api.JobFilter;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads complete jobs, counts them, and follows the relations between them. */
final class JobQueries {

  /**
   * Number of values in one array: H2 finds each by an index, but then compares it with all others.
   */
  private static final int PAGE = 500;

  private final Handle handle;
  private final RowContext reading;

  JobQueries(Handle handle, RowContext reading) {
    this.handle = handle;
    this.reading = reading;
  }

  List<JobRecord> matching(JobFilter filter) {
    JobConditions conditions = new JobConditions(filter);
    String sql = "select j.id from job j" + conditions.where() + conditions.orderBy();
    if (filter.workdirContains().isEmpty()) {
      return byId(
          conditions
              .bind(handle.createQuery(sql + " limit :limit offset :offset"))
              .bind("limit", filter.limit())
              .bind("offset", filter.offset())
              .mapTo(Long.class)
              .list());
    }
    return byId(
        inWorkdirs(filter, all(conditions, sql)).stream()
            .skip(filter.offset())
            .limit(filter.limit())
            .toList());
  }

  private List<Long> all(JobConditions conditions, String sql) {
    return conditions.bind(handle.createQuery(sql)).mapTo(Long.class).list();
  }

  /** Returns the jobs whose workdirs match; the database cannot search the details. */
  private List<Long> inWorkdirs(JobFilter filter, List<Long> ids) {
    Set<Long> wanted = new HashSet<>();
    for (List<Long> page : pages(ids.stream().sorted().toList())) {
      details(
          page,
          (id, detail) -> {
            if (detail.workdir().contains(filter.workdirContains())) {
              wanted.add(id);
            }
          });
    }
    return ids.stream().filter(wanted::contains).toList();
  }

  private void details(List<Long> ids, DetailReader.Sink sink) {
    try {
      new DetailReader(handle.getConnection(), reading.paths()).each(ids, sink);
    } catch (SQLException e) {
      throw new StoreException("cannot read: " + e.getMessage(), e);
    }
  }

  /** Returns jobs in the order of the ids. */
  List<JobRecord> byId(List<Long> ids) {
    List<JobRecord> read = new ArrayList<>(ids.size());
    try {
      for (List<Long> page : pages(ids.stream().sorted().distinct().toList())) {
        new JobReader(handle.getConnection(), reading, page).read(read);
      }
    } catch (SQLException e) {
      throw new StoreException("cannot read: " + e.getMessage(), e);
    }
    Map<Long, JobRecord> byId = new HashMap<>();
    read.forEach(record -> byId.put(record.row().id(), record));
    return ids.stream().map(byId::get).filter(Objects::nonNull).toList();
  }

  List<Long> ids(JobFilter filter) {
    JobConditions conditions = new JobConditions(filter);
    List<Long> ids =
        all(conditions, "select j.id from job j" + conditions.where() + " order by j.id");
    return filter.workdirContains().isEmpty() ? ids : inWorkdirs(filter, ids);
  }

  long count(JobFilter filter) {
    if (!filter.workdirContains().isEmpty()) {
      return ids(filter).size();
    }
    JobConditions conditions = new JobConditions(filter);
    return conditions
        .bind(handle.createQuery("select count(*) from job j" + conditions.where()))
        .mapTo(Long.class)
        .one();
  }

  double moldableNodeSeconds(long run) {
    return handle
        .createQuery(
            """
            select coalesce(sum(cast(s.nodes as double precision) * (j.ended - j.began)), 0) / 1e6
            from job j join shape s on s.id = j.shape
            where j.run = :run and s.most_nodes > 0 and j.began is not null and j.ended > j.began
            """)
        .bind("run", run)
        .mapTo(Double.class)
        .one();
  }

  Map<String, Map<JobState, Long>> counts(long run) {
    Map<String, Map<JobState, Long>> counts = new TreeMap<>();
    String sql =
        """
        select shape, state, count(*) from job
        where run = :run and id not in (select failed from retry_of)
          and id >= (select first_job from run where id = :run)
          and id <= (select last_job from run where id = :run)
        group by shape, state""";
    try (Query query = handle.createQuery(sql).bind("run", run)) {
      RowSink.drain(
          query,
          row ->
              counts
                  .computeIfAbsent(
                      reading.shapes().shape(handle.getConnection(), row.getInt(1)).app(),
                      app -> new TreeMap<>())
                  .merge(JobStates.read(row.getString(2)), row.getLong(3), Long::sum));
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
   * Returns the newest finished job for each key. Keys have no index: they are practically random,
   * so every commit with new jobs would rewrite all of it. They are searched only when reuse is
   * asked for.
   */
  Map<String, JobRecord> finishedByKey(Collection<String> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    Set<String> wanted = new HashSet<>(keys);
    wanted.remove("");
    Map<String, Long> newest = new HashMap<>();
    List<Long> finished =
        handle
            .createQuery("select id from job where state = 'JOB_FINISHED' order by id")
            .mapTo(Long.class)
            .list();
    for (List<Long> page : pages(finished)) {
      details(
          page,
          (id, detail) -> {
            if (wanted.contains(detail.reuseKey())) {
              newest.merge(detail.reuseKey(), id, Math::max);
            }
          });
    }
    Map<String, JobRecord> found = new HashMap<>();
    for (JobRecord record : byId(List.copyOf(newest.values()))) {
      found.put(record.row().reuseKey(), record);
    }
    return found;
  }

  static <T> List<List<T>> pages(Collection<T> values) {
    List<T> all = List.copyOf(values);
    return IntStream.iterate(0, start -> start < all.size(), start -> start + PAGE)
        .mapToObj(start -> all.subList(start, Math.min(all.size(), start + PAGE)))
        .toList();
  }
}
