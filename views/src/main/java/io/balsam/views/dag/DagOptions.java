package io.balsam.views.dag;

/**
 * Options for drawing a graph.
 *
 * @param most maximum number of boxes; similar jobs of a larger run are drawn together
 * @param direction direction from parents to children
 * @param frame whether the picture has a background, a heading and a legend of its own; without
 *     them it fits into a page that has them
 */
public record DagOptions(int most, Direction direction, boolean frame) {

  /** Direction from parents to children. */
  public enum Direction {
    /** The direction that gives the more even picture. */
    AUTO,
    RIGHT,
    DOWN
  }

  /** At most sixty boxes, direction by shape, with a frame. */
  public static final DagOptions DEFAULT = new DagOptions(60, Direction.AUTO, true);

  /** A box for every job, without a limit. */
  public static final DagOptions EVERY_JOB = DEFAULT.withMost(Integer.MAX_VALUE);

  public DagOptions {
    if (most < 1) {
      throw new IllegalArgumentException("a graph needs at least 1 box, not " + most);
    }
  }

  public DagOptions withMost(int boxes) {
    return new DagOptions(boxes, direction, frame);
  }

  public DagOptions withDirection(Direction newDirection) {
    return new DagOptions(most, newDirection, frame);
  }

  public DagOptions withoutFrame() {
    return new DagOptions(most, direction, false);
  }
}
