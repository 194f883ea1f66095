package io.balsam.simulator.cluster;

/**
 * Planned start of the first waiting job that the nodes in service can take. Jobs behind it may
 * start earlier only if they do not delay it.
 *
 * @param id number of the job
 * @param at time at which enough nodes are free if all running jobs use their wall times
 * @param extra number of nodes that are free now and that are not planned for it; planned are the
 *     first ones by number of those that are free then
 */
public record Reservation(long id, long at, int extra) {}
