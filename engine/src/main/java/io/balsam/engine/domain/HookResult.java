package io.balsam.engine.domain;

import java.util.List;
import java.util.Map;

/**
 * Result of a hook, stored in one transaction.
 *
 * @param decision how the job goes on
 * @param data the job's data as the hook left it
 * @param submitted jobs that the hook added to the run
 */
public record HookResult(Decision decision, Map<String, Object> data, List<JobSpec> submitted) {

  /** Decision on how a job goes on after a hook. */
  public sealed interface Decision {

    /** Takes the default action of the hook; the hook made no decision. */
    record Default() implements Decision {}

    /** Goes on to the next state of a successful job. */
    record Proceed() implements Decision {}

    /** Starts another attempt. */
    record Restart() implements Decision {}

    /**
     * Ends the job as failed.
     *
     * @param reason for people, kept in the event
     */
    record Fail(String reason) implements Decision {}
  }
}
