package io.balsam.engine.core;

import io.balsam.engine.domain.JobContext;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.files.Workdirs;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.JobRow;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds the contexts that hooks and functions receive. Called on their own threads, not on the
 * event loop's.
 */
public final class JobContexts {

  /** What shells add to the number of a signal. */
  private static final int SIGNALLED = 128;

  private final JobCache details;

  public JobContexts(JobCache details) {
    this.details = details;
  }

  public JobContext of(Path runDirectory, long job, JobState state, int attempts) {
    Workdirs.make(runDirectory, Path.of(details.get(job).whole().row().workdir()));
    return beforeWorkdir(job, state, attempts);
  }

  /** Returns the context of a job whose workdir is created later, elsewhere. */
  public JobContext beforeWorkdir(long job, JobState state, int attempts) {
    JobRecord record = details.get(job).whole();
    JobRow row = record.row();
    return new JobContext(
        row.id(),
        row.app(),
        state,
        Path.of(row.workdir()),
        row.parameters(),
        row.tags(),
        new LinkedHashMap<>(row.data()),
        attempts,
        returnCode(record, state),
        record.result(),
        row.resources(),
        parents(row));
  }

  /** Returns the code as shells report it: 128 plus the signal for an attempt that one ended. */
  private static @Nullable Integer returnCode(JobRecord record, JobState state) {
    boolean signalled =
        record.exitCode() == null && record.signal() > 0 && state != JobState.RUN_TIMEOUT;
    return signalled ? Integer.valueOf(SIGNALLED + record.signal()) : record.exitCode();
  }

  private List<JobContext.ParentContext> parents(JobRow row) {
    List<Long> ids = row.parents().stream().map(JobRow.Parent::id).toList();
    return details.all(ids).stream().map(JobContexts::parent).toList();
  }

  private static JobContext.ParentContext parent(JobRecord record) {
    JobRow row = record.row();
    return new JobContext.ParentContext(
        row.id(),
        row.app(),
        row.state(),
        Path.of(row.workdir()),
        row.tags(),
        row.data(),
        record.result());
  }
}
