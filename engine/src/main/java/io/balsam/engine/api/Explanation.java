package io.balsam.engine.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Explanation of a job's state.
 *
 * @param job the job
 * @param summary one sentence: why it is not running, why it failed, or that all is well
 * @param reasons facts behind the summary, one line each: open parents, missing resources,
 *     back-off, exit code and signal
 * @param reuse why it was or was not reused
 * @param history its transitions
 * @param outputTail last lines of its output; empty when there is none
 * @param hint next step for the user; empty when there is none
 */
public record Explanation(
    JobView job,
    String summary,
    List<String> reasons,
    @Nullable String reuse,
    List<EventView> history,
    List<String> outputTail,
    String hint) {}
