package io.balsam.engine.packing;

import io.balsam.engine.domain.Resources;

/** A job that has been overtaken so often that nodes are kept for it. */
public record ReservedJob(long job, Resources resources) {

  /** Returns a text for users, as {@code job 17, which needs 2 empty nodes and has waited long}. */
  public String words() {
    String needs =
        resources.multiNode()
            ? resources.nodes() + " empty nodes"
            : resources.coresPerNode()
                + (resources.coresPerNode() == 1 ? " core" : " cores")
                + " on one node";
    return "job %d, which needs %s and has waited long".formatted(job, needs);
  }
}
