package io.balsam.engine.store;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Job in its current state.
 *
 * @param row properties of its creation, but with the current {@code state} and {@code data}
 * @param attempts attempts begun so far
 * @param restartAt not started again before this time; null for at once
 * @param began begin of the last attempt
 * @param ended end of the last attempt; null while it runs
 * @param node node of the last attempt
 * @param batchJob allocation of the last attempt
 * @param exitCode exit code of the last attempt
 * @param signal signal that ended the last attempt, 0 for none
 * @param cpu CPU time of the last attempt
 * @param peakKib peak resident memory of the last attempt in KiB
 * @param result value of a function app
 * @param hasWorkdir false for a function that did not ask for its workdir and ended without one
 * @param inputDigest digest of the input files, empty when there were none
 * @param retriedBy job that replaces this one
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

  /**
   * Key, invalid as the name of a parameter, under which the parameters contain the reason why a
   * record cannot be read.
   */
  public static final String DAMAGED = "(damaged)";

  /**
   * Returns this record if all of it could be read.
   *
   * @throws IllegalStateException when it could not, with a message for people
   */
  public JobRecord whole() {
    Object damage = row.parameters().get(DAMAGED);
    if (damage != null) {
      throw new IllegalStateException("the record of job " + row.id() + " is damaged: " + damage);
    }
    return this;
  }
}
