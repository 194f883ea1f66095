package io.balsam.views.dag;

/**
 * How a graph is drawn.
 *
 * @param most boxes at most; a run with more jobs is drawn with alike jobs put together
 * @param direction where children are from their parents
 * @param frame whether the picture has a background, a heading and a legend of its own; without
 *     them it fits into a page that has them
 */
public record DagOptions(int most, Direction direction, boolean frame) {

  /** Where children are from their parents. */
  public enum Direction {
    /** Whichever of the others gives the more even picture. */
    AUTO,
    RIGHT,
    DOWN
  }

  /** At most sixty boxes, direction by shape, with a frame. */
  public static final DagOptions DEFAULT = new DagOptions(60, Direction.AUTO, true);

  /** A box for every job, however many. */
  public static final DagOptions EVERY_JOB = DEFAULT.withMost(Integer.MAX_VALUE);

  public DagOptions {
    if (most < 1) {
      throw new IllegalArgumentException("a graph needs room for at least 1 box, not " + most);
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
