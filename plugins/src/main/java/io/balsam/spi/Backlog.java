package io.balsam.spi;

/**
 * Summary of the work that waits for nodes.
 *
 * @param runnable number of jobs that could start now if there were nodes
 * @param runnableNodes nodes that they would fill; a job that shares its node counts as its share
 * @param running number of jobs that run now
 * @param runningNodes nodes that these fill
 */
public record Backlog(long runnable, double runnableNodes, long running, double runningNodes) {}
