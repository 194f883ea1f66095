package io.balsam.engine.packing;

import io.balsam.engine.domain.Resources;
import io.balsam.engine.text.Count;

/** A job that has been overtaken so often that nodes are kept for it. */
public record ReservedJob(long job, Resources resources) {

  /** Returns a text for users, as {@code job 17, which needs 2 empty nodes and has waited long}. */
  public String words() {
    String needs =
        resources.multiNode()
            ? Count.of(resources.nodes(), "empty node")
            : Count.of(resources.coresPerNode(), "core") + " on one node";
    return "job %d, which needs %s and has waited long".formatted(job, needs);
  }
}
