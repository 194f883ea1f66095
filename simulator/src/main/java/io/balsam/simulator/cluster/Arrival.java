package io.balsam.simulator.cluster;

/**
 * Job of another user.
 *
 * @param at time of its submission
 * @param request the job
 */
public record Arrival(long at, JobRequest request) {}
