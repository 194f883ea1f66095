package io.balsam.simulator.cluster;

/**
 * Planned start of the first waiting job that the nodes in service can take. Jobs behind it may
 * start earlier only if they do not delay it.
 *
 * @param id number of the job
 * @param at time at which enough nodes are free if all running jobs use their wall times
 * @param extra number of nodes that are free then beside those of the job
 */
public record Reservation(long id, long at, int extra) {}
