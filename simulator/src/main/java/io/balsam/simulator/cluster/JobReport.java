package io.balsam.simulator.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Present state of a job that was submitted.
 *
 * @param id number of the job
 * @param request the job as it was submitted
 * @param state its state
 * @param submitted time of its submission
 * @param began start of its script; null before that
 * @param ended its end; null before that
 * @param nodes numbers of its nodes, from 0, in ascending order; kept after its end
 */
public record JobReport(
    long id,
    JobRequest request,
    JobState state,
    long submitted,
    @Nullable Long began,
    @Nullable Long ended,
    List<Integer> nodes) {}
