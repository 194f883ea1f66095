package io.balsam.engine.store;

import io.balsam.engine.api.JobFilter;
import io.balsam.engine.domain.JobState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads of jobs and their edges. */
public interface JobStore {

  /** Returns the highest job id ever written, 0 in an empty store. */
  long lastJobId();

  /**
   * Passes every job of a run that has not ended to the sink, by ascending id, without holding all
   * of them in memory.
   */
  void openJobs(long run, Consumer<OpenJob> sink);

  /**
   * Passes every edge into a job of a run that has not ended to the sink.
   *
   * @param sink called with the edge and the parent's current state
   */
  void openEdges(long run, EdgeSink sink);

  /** Consumer of one edge. */
  @FunctionalInterface
  interface EdgeSink {
    void edge(long child, JobRow.Parent parent, JobState parentState);
  }

  /** Returns jobs by id, in any order; unknown ids are left out. */
  List<JobRecord> jobs(Collection<Long> ids);

  /** Returns the jobs that match, in the filter's order, up to its limit. */
  List<JobRecord> jobs(JobFilter filter);

  /** Returns the numbers of the jobs that match, ascending; order, limit and offset are ignored. */
  List<Long> jobIds(JobFilter filter);

  /** Returns the number of jobs that match; limit and offset are ignored. */
  long countJobs(JobFilter filter);

  /** Counts the jobs of a run by app and state; those that another job replaces are left out. */
  Map<String, Map<JobState, Long>> counts(long run);

  /** Returns the children of each of the given jobs, by parent. */
  Map<Long, List<Long>> children(Collection<Long> parents);

  /**
   * Returns the newest finished job of earlier runs for each key, for reuse.
   *
   * @param keys reuse keys
   */
  Map<String, JobRecord> finishedByKey(Collection<String> keys);

  /** Returns the jobs that the hooks of these jobs created, by creator. */
  Map<Long, List<Long>> createdBy(Collection<Long> makers);

  /** Returns the file listings of jobs; a job without any is left out. */
  Map<Long, JobFiles> files(Collection<Long> jobs);
}
