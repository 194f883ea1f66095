package io.balsam.engine.store.jdbc;

import io.balsam.engine.store.JobFiles;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads the file listings of jobs. */
final class FilesQueries {

  private static final String SQL =
      "select job, kind, files from job_files where job = any(:ids) order by job, kind";

  private final Handle handle;

  FilesQueries(Handle handle) {
    this.handle = handle;
  }

  Map<Long, JobFiles> of(Collection<Long> jobs) {
    Map<Long, JobFiles> found = read(jobs);
    Map<Long, Long> named = new HashMap<>();
    found.forEach(
        (job, files) -> {
          String any = files.made().isEmpty() ? files.broughtIn() : files.made();
          if (any.startsWith(FilesWriter.SAME_AS)) {
            named.put(job, Long.valueOf(any.substring(FilesWriter.SAME_AS.length())));
          }
        });
    if (!named.isEmpty()) {
      Map<Long, JobFiles> first = read(named.values());
      named.forEach((job, other) -> found.put(job, first.getOrDefault(other, JobFiles.NONE)));
    }
    return found;
  }

  private Map<Long, JobFiles> read(Collection<Long> jobs) {
    Map<Long, JobFiles> found = new HashMap<>();
    for (List<Long> page : JobQueries.pages(jobs)) {
      try (Query query = handle.createQuery(SQL).bindArray("ids", Long.class, page)) {
        RowSink.drain(
            query,
            row -> {
              JobFiles.Kind kind = JobFiles.Kind.valueOf(row.getString(2));
              String files = row.getString(3);
              found.merge(
                  row.getLong(1),
                  JobFiles.NONE.with(kind, files),
                  (one, other) -> one.with(kind, files));
            });
      }
    }
    return found;
  }
}
