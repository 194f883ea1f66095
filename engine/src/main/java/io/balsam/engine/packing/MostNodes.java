package io.balsam.engine.packing;

import io.balsam.engine.domain.NodeRange;
import io.balsam.engine.domain.Resources;
import java.util.function.Predicate;

/** Finds how many nodes of its range a moldable job can be given. */
public final class MostNodes {

  private MostNodes() {}

  /**
   * Returns the largest number of nodes in the range of a request with which it fits; the fewest
   * when it fits with none.
   *
   * @param fits whether a request fits; with more nodes it does not fit better
   */
  public static int of(Resources resources, Predicate<Resources> fits) {
    NodeRange range = resources.range().orElseThrow();
    int low = range.fewest();
    int high = range.most();
    while (low < high) {
      int middle = low + (high - low + 1) / 2;
      if (fits.test(resources.withNodes(middle))) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
