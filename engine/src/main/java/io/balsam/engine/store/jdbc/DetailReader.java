package io.balsam.engine.store.jdbc;

import io.balsam.engine.domain.ValueLimits;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongPredicate;

/** Reads the details of jobs from the rows that they share. */
final class DetailReader {

  /** Consumer of the details of one job. */
  @FunctionalInterface
  interface Sink {
    void take(long job, Detail detail);
  }

  private static final String SQL =
      "select first_job, jobs from job_details where first_job between ? and ? order by first_job";

  private final Connection connection;
  private final SitePaths paths;

  DetailReader(Connection connection, SitePaths paths) {
    this.connection = connection;
    this.paths = paths;
  }

  /**
   * Reads jobs that exist.
   *
   * @param ids ascending
   */
  void each(List<Long> ids, Sink sink) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(SQL)) {
      int start = 0;
      for (int end = 1; end <= ids.size(); end++) {
        // Jobs that may share a row, or are in adjacent rows, are read together.
        if (end == ids.size() || ids.get(end) - ids.get(end - 1) > Detail.BLOCK) {
          List<Long> near = ids.subList(start, end);
          read(query, near.get(0), near.get(near.size() - 1), new Wanted(near), sink);
          start = end;
        }
      }
    }
  }

  /** Reads all jobs from the first to the last. */
  void between(long first, long last, Sink sink) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(SQL)) {
      read(query, first, last, id -> id >= first && id <= last, sink);
    }
  }

  private void read(PreparedStatement query, long first, long last, LongPredicate wanted, Sink sink)
      throws SQLException {
    query.setLong(1, first - Detail.BLOCK + 1);
    query.setLong(2, last);
    try (var rows = query.executeQuery()) {
      Columns row = new Columns(rows);
      while (row.next()) {
        lines(row.number(), row.text(), wanted, sink);
      }
    }
  }

  private void lines(long first, String jobs, LongPredicate wanted, Sink sink) {
    long id = first;
    for (int start = 0; start < jobs.length(); id++) {
      int end = jobs.indexOf('\n', start);
      if (end < 0) {
        end = jobs.length();
      }
      if (wanted.test(id)) {
        sink.take(id, detail(jobs.substring(start, end)));
      }
      start = end + 1;
    }
  }

  /** Parses the details of one job; details that cannot be read must not hide other jobs. */
  private Detail detail(String line) {
    try {
      return DetailText.read(line, paths);
    } catch (RuntimeException e) {
      return Detail.damaged(
          ValueLimits.foreign(String.valueOf(e.getMessage()), ColumnCodec.MESSAGE));
    }
  }

  /** Set of ids that must be queried in ascending order. */
  private static final class Wanted implements LongPredicate {

    private final List<Long> ids;
    private int next;

    Wanted(List<Long> ids) {
      this.ids = ids;
    }

    @Override
    public boolean test(long id) {
      while (next < ids.size() && ids.get(next) < id) {
        next++;
      }
      return next < ids.size() && ids.get(next) == id;
    }
  }
}
