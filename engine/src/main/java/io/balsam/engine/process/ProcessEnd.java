package io.balsam.engine.process;

import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How a process ended.
 *
 * @param job the job's number
 * @param exitCode its exit code; null when a signal ended it or it never started
 * @param signal the signal that ended it, 0 for none
 * @param cpu CPU time of it and its children; null where the system does not tell
 * @param peakKib peak resident memory; empty where the system does not tell
 * @param error why it could not be started; empty when it was
 */
public record ProcessEnd(
    long job,
    @Nullable Integer exitCode,
    int signal,
    @Nullable Duration cpu,
    OptionalLong peakKib,
    String error) {}
