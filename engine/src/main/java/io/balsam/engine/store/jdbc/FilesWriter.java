package io.balsam.engine.store.jdbc;

import io.balsam.engine.store.Change;
import io.balsam.engine.store.JobFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what is known of files of jobs. */
final class FilesWriter {

  /** Before the number of the job whose files these are. */
  static final String SAME_AS = "=";

  private record Key(long job, JobFiles.Kind kind) {}

  private final StatementBatch writes;

  FilesWriter(StatementBatch writes) {
    this.writes = writes;
  }

  /** The last word on a job's files counts. */
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

  /** Says the same of a job as of an earlier one, or names the one that one has named. */
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
