package io.balsam.views.dag;

/**
 * One line of a picture.
 *
 * @param from index of the parents' box
 * @param to index of the children's box; the same when a box's jobs wait for one another
 * @param edges dependencies that it stands for
 * @param anyEnd whether all of them are content with any end
 */
record Link(int from, int to, long edges, boolean anyEnd) {}
