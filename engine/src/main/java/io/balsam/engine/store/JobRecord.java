package io.balsam.engine.store;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stands.
 *
 * @param row what it was created with, but {@code state} and {@code data} are those of now
 * @param attempts runs begun so far
 * @param restartAt not started again before this time; null for at once
 * @param began the last run's begin
 * @param ended the last run's end; null while it runs
 * @param node where the last run was
 * @param batchJob the allocation the last run was in
 * @param exitCode of the last run
 * @param signal that ended the last run, 0 for none
 * @param cpu of the last run
 * @param peakKib of the last run
 * @param result value of a function app
 * @param hasWorkdir false for a function that did not ask for its workdir and ended without one
 * @param inputDigest digest of the input files, empty when there were none
 * @param retriedBy the job that stands in for this one
 */
public record JobRecord(
    JobRow row,
    int attempts,
    @Nullable Instant restartAt,
    @Nullable Instant began,
    @Nullable Instant ended,
    String node,
    OptionalLong batchJob,
    @Nullable Integer exitCode,
    int signal,
    @Nullable Duration cpu,
    OptionalLong peakKib,
    @Nullable Object result,
    boolean hasWorkdir,
    String inputDigest,
    OptionalLong retriedBy) {

  /** In place of a parameter, which cannot have such a name: why something cannot be read. */
  public static final String DAMAGED = "(damaged)";

  /**
   * This one, if all of it could be read.
   *
   * @throws IllegalStateException when not, with a message for people
   */
  public JobRecord whole() {
    Object damage = row.parameters().get(DAMAGED);
    if (damage != null) {
      throw new IllegalStateException("the record of job " + row.id() + " is damaged: " + damage);
    }
    return this;
  }
}
