package io.balsam.engine.store;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Change of a job's row. Each kind always writes all of its own columns, so that a batch of one
 * kind is one prepared statement and no field of one job can leak into another.
 */
public sealed interface Change {

  long job();

  /**
   * State after the commit, and the number of attempts begun so far.
   *
   * @param restartAt not started again before this time; null for at once
   */
  record State(long job, JobState state, int attempts, @Nullable Instant restartAt)
      implements Change {}

  /**
   * Begin of an attempt; clears the end of the attempt before.
   *
   * @param node node of the attempt, several names with commas
   * @param batchJob allocation of the attempt, empty for none
   */
  record Began(long job, Instant at, String node, OptionalLong batchJob) implements Change {

    /** Creates the begin of an attempt outside any allocation. */
    public Began(long job, Instant at, String node) {
      this(job, at, node, OptionalLong.empty());
    }
  }

  /**
   * End of an attempt.
   *
   * @param exitCode null when it was ended from outside
   * @param signal 0 for none
   * @param cpu CPU time with all its children; null where not known
   * @param peakKib peak resident memory in KiB; empty where not known
   */
  record Ended(
      long job,
      Instant at,
      @Nullable Integer exitCode,
      int signal,
      @Nullable Duration cpu,
      OptionalLong peakKib)
      implements Change {}

  /** The job's data, complete. */
  record Data(long job, Map<String, Object> data) implements Change {}

  /**
   * Value of a function app.
   *
   * @param hasWorkdir whether its workdir existed when it returned; a function that does not ask
   *     for its workdir has none
   */
  record Result(long job, @Nullable Object value, boolean hasWorkdir) implements Change {}

  /** File listing of its workdir, which replaces an earlier one; empty for none. */
  record Files(long job, JobFiles.Kind kind, String files) implements Change {}

  /** Assigns the file listings of an earlier job to a new one. */
  record SameFiles(long job, long earlier) implements Change {}

  /** Digest of the input files as they were staged in. */
  record InputDigest(long job, String digest) implements Change {}

  /** Number of nodes chosen for a moldable job, with the other properties of its shape. */
  record Nodes(long job, String app, Resources resources, Duration wallTime, int priority)
      implements Change {}
}
