package io.balsam.engine.packing;

import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;
import io.balsam.spi.Node;
import java.util.List;
import java.util.Optional;

/** A launcher's nodes with what is free on each. Used by one thread. */
public final class NodePool {

  public NodePool(List<Node> nodes) {
    throw new UnsupportedOperationException("being written");
  }

  /** Takes room for one run, first fit in node order; empty when it does not fit now. */
  public Optional<Placement> place(Resources resources) {
    throw new UnsupportedOperationException("being written");
  }

  /** Gives back what {@link #place} took. */
  public void release(Placement placement, Resources resources) {
    throw new UnsupportedOperationException("being written");
  }

  /** Why the request would not even fit these nodes when all are free; empty when it would. */
  public Optional<String> neverFits(Resources resources) {
    throw new UnsupportedOperationException("being written");
  }

  /** What is missing for the request right now, for people; empty when it fits. */
  public Optional<String> missing(Resources resources) {
    throw new UnsupportedOperationException("being written");
  }
}
