package io.balsam.engine.submission;

import io.balsam.engine.files.Listing;
import io.balsam.engine.store.JobFiles;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.JobStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the files of finished jobs that were removed or changed. */
final class LostOutputs {

  private static final int AT_ONCE = 1_000;

  private final JobStore store;
  private final Map<Long, String> losses = new ConcurrentHashMap<>();
  private final Set<Long> withFiles = ConcurrentHashMap.newKeySet();

  LostOutputs(JobStore store) {
    this.store = store;
  }

  /** Checks the files of jobs, of several at a time: a remote file system answers slowly. */
  void check(List<JobRecord> jobs) {
    for (int i = 0; i < jobs.size(); i += AT_ONCE) {
      List<JobRecord> part = jobs.subList(i, Math.min(jobs.size(), i + AT_ONCE));
      Map<Long, JobFiles> files = files(part);
      withFiles.addAll(files.keySet());
      part.parallelStream()
          .forEach(job -> check(job, files.getOrDefault(job.row().id(), JobFiles.NONE)));
    }
  }

  private void check(JobRecord job, JobFiles files) {
    Path workdir = Path.of(job.row().workdir());
    if (job.hasWorkdir() && !Files.isDirectory(workdir)) {
      losses.put(job.row().id(), "the workdir of job " + job.row().id() + " is gone");
      return;
    }
    String loss = Listing.parse(files.made()).firstLoss(workdir, Listing.parse(files.broughtIn()));
    if (loss != null) {
      losses.put(job.row().id(), "of the files of job " + job.row().id() + ", " + loss);
    }
  }

  private Map<Long, JobFiles> files(List<JobRecord> jobs) {
    return store.files(jobs.stream().map(job -> job.row().id()).toList());
  }

  /** Returns what is not as the job left it, for users; null when all is. */
  @Nullable String of(JobRecord job) {
    return losses.get(job.row().id());
  }

  /** Returns whether the store has a record of the job's files. */
  boolean hasFiles(JobRecord job) {
    return withFiles.contains(job.row().id());
  }

  /** Returns which file was written after the job had ended, for users; null for none. */
  @Nullable String change(JobRecord job) {
    JobFiles files = files(List.of(job)).getOrDefault(job.row().id(), JobFiles.NONE);
    Path changed = Listing.parse(files.made()).firstChange(Path.of(job.row().workdir()));
    return changed == null
        ? null
        : "of the files of job %d, %s has been changed".formatted(job.row().id(), changed);
  }
}
