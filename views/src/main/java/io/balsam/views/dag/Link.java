package io.balsam.views.dag;

/**
 * One line of a picture.
 *
 * @param from index of the parents' box
 * @param to index of the children's box; the same when jobs of a box wait for one another
 * @param edges number of dependencies that it stands for
 * @param anyEnd whether all of them accept any final state of the parent
 */
record Link(int from, int to, long edges, boolean anyEnd) {}
