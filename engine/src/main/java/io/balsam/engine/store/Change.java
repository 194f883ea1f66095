package io.balsam.engine.store;

import io.balsam.engine.domain.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A change of a job's row. Each kind always writes all of its own columns, so that a batch of one
 * kind is one prepared statement and no field of one job can leak into another.
 */
public sealed interface Change {

  long job();

  /**
   * The state after the commit, and how many runs were begun so far.
   *
   * @param restartAt not started again before this time; null for at once
   */
  record State(long job, JobState state, int attempts, @Nullable Instant restartAt)
      implements Change {}

  /**
   * A run of the job began: what is known of the end of the run before is forgotten.
   *
   * @param node where, several names with commas
   * @param batchJob the allocation it runs in, empty for none
   */
  record Began(long job, Instant at, String node, OptionalLong batchJob) implements Change {

    /** A run outside of any allocation. */
    public Began(long job, Instant at, String node) {
      this(job, at, node, OptionalLong.empty());
    }
  }

  /**
   * A run of the job ended.
   *
   * @param exitCode null when it was ended from outside
   * @param signal 0 for none
   * @param cpu CPU time with all its children; null where not known
   * @param peakKib peak resident memory; empty where not known
   */
  record Ended(
      long job,
      Instant at,
      @Nullable Integer exitCode,
      int signal,
      @Nullable Duration cpu,
      OptionalLong peakKib)
      implements Change {}

  /** The job's data, whole. */
  record Data(long job, Map<String, Object> data) implements Change {}

  /**
   * The value of a function app.
   *
   * @param hasWorkdir whether its workdir was there when it returned; a function that does not ask
   *     for its workdir has none
   */
  record Result(long job, @Nullable Object value, boolean hasWorkdir) implements Change {}

  /** Files of its workdir, in place of what was known of them; empty for none. */
  record Files(long job, JobFiles.Kind kind, String files) implements Change {}

  /** A new job has the files of an earlier one. */
  record SameFiles(long job, long earlier) implements Change {}

  /** Digest of the input files as they were brought in. */
  record InputDigest(long job, String digest) implements Change {}
}
