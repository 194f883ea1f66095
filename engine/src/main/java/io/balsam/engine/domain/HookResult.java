package io.balsam.engine.domain;

import java.util.List;
import java.util.Map;

/**
 * What a hook decided, stored in one transaction.
 *
 * @param decision how the job goes on
 * @param data the job's data as the hook left it
 * @param submitted jobs the hook added to the run
 */
public record HookResult(Decision decision, Map<String, Object> data, List<JobSpec> submitted) {

  /** How a job goes on after a hook. */
  public sealed interface Decision {

    /** The hook said nothing: the default of that hook. */
    record Default() implements Decision {}

    /** The next state of a life that goes well. */
    record Proceed() implements Decision {}

    /** Run again. */
    record Restart() implements Decision {}

    /**
     * The job ends.
     *
     * @param reason for people, kept in the event
     */
    record Fail(String reason) implements Decision {}
  }
}
