package io.balsam.simulator.cluster;

/**
 * Change of a job's state.
 *
 * @param at time of the change
 * @param id number of the job
 * @param request the job as it was submitted
 * @param state its state from then on
 */
public record Change(long at, long id, JobRequest request, JobState state) {}
