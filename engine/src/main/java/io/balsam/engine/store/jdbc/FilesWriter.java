package io.balsam.engine.store.jdbc;

import io.balsam.engine.store.Change;
import io.balsam.engine.store.JobFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the file listings of jobs. */
final class FilesWriter {

  /** Prefix of the number of the job whose files these are. */
  static final String SAME_AS = "=";

  private record Key(long job, JobFiles.Kind kind) {}

  private final StatementBatch writes;

  FilesWriter(StatementBatch writes) {
    this.writes = writes;
  }

  /** Writes listings; the last change of a job's files wins. */
  void write(List<Change.Files> changes) {
    Map<Key, Change.Files> last = new LinkedHashMap<>();
    changes.forEach(change -> last.put(new Key(change.job(), change.kind()), change));
    writes.<Change.Files>tryEach(
        "delete from job_files where job = ? and kind = ?",
        List.copyOf(last.values()),
        (values, change) -> values.add(change.job()).add(change.kind()));
    writes.<Change.Files>each(
        "insert into job_files (job, kind, files) values (?, ?, ?)",
        last.values().stream().filter(change -> !change.files().isEmpty()).toList(),
        (values, change) -> values.add(change.job()).add(change.kind()).add(change.files()));
  }

  /** Copies the listing of an earlier job as a reference to it, or to the job that it refers to. */
  void same(List<Change.SameFiles> changes) {
    writes.<Change.SameFiles>tryEach(
        """
        insert into job_files (job, kind, files)
        select ?, kind, case when substring(files from 1 for 1) = '=' then files else ? end
        from job_files where job = ?""",
        changes,
        (values, change) ->
            values.add(change.job()).add(SAME_AS + change.earlier()).add(change.earlier()));
  }
}
