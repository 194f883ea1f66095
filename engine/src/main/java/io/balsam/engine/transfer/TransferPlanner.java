package io.balsam.engine.transfer;

import io.balsam.engine.core.EngineParts;
import io.balsam.engine.files.Listing;
import io.balsam.engine.files.Workdirs;
import io.balsam.engine.store.JobFiles;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.JobRow;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Plans the transfers of jobs from what the store has of them. On threads that may block. */
final class TransferPlanner {

  private final EngineParts parts;
  private final Ways ways;
  private final GoneFiles gone;

  TransferPlanner(EngineParts parts, Ways ways) {
    this.parts = parts;
    this.ways = ways;
    gone = new GoneFiles(parts.store);
  }

  /** Plans the transfers of a job, whose workdir is made. */
  TransferPlan plan(JobRow row, StagingTask task) {
    Workdirs.make(task.runDirectory(), Path.of(row.workdir()));
    if (!task.in()) {
      return TransferPlan.out(task.app(), row, task.runDirectory(), ways);
    }
    List<Long> parents = row.parents().stream().map(JobRow.Parent::id).toList();
    Map<Long, Path> workdirs =
        parts.details.all(parents).stream()
            .map(JobRecord::row)
            .collect(
                Collectors.toMap(JobRow::id, parent -> Path.of(parent.workdir()), (a, b) -> a));
    TransferPlan plan = TransferPlan.in(task.app(), row, workdirs, task.scriptDirectory(), ways);
    gone.check(row, workdirs);
    return plan;
  }

  /**
   * Returns the files staged in by the jobs that this one stands in for, the last that staged any.
   */
  Listing broughtInBefore(JobRow row) {
    OptionalLong failed = row.retryOf();
    while (failed.isPresent()) {
      long id = failed.getAsLong();
      String files = parts.store.files(List.of(id)).getOrDefault(id, JobFiles.NONE).broughtIn();
      if (!files.isEmpty()) {
        return Listing.parse(files);
      }
      failed = parts.details.get(id).row().retryOf();
    }
    return Listing.NONE;
  }
}
