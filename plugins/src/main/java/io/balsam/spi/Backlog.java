package io.balsam.spi;

/**
 * Work that waits for nodes, in sum.
 *
 * @param runnable jobs that could start now if there were nodes
 * @param runnableNodes the nodes they would fill, a job that shares its node counting as its share
 * @param running jobs that run now
 * @param runningNodes the nodes these fill
 */
public record Backlog(long runnable, double runnableNodes, long running, double runningNodes) {}
