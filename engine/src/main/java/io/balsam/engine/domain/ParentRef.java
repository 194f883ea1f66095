package io.balsam.engine.domain;

/** Reference to a job that another waits for. */
public sealed interface ParentRef {

  ParentKind kind();

  /** Returns a reference to the same job that waits for it in another way. */
  ParentRef as(ParentKind other);

  /**
   * Reference to a job of the same submission.
   *
   * @param index its position in the submitted list; may be smaller or larger than the child's own
   */
  record Declared(int index, ParentKind kind) implements ParentRef {

    @Override
    public Declared as(ParentKind other) {
      return new Declared(index, other);
    }
  }

  /**
   * Reference to a job that is already in the store.
   *
   * @param jobId number of the job
   */
  record Existing(long jobId, ParentKind kind) implements ParentRef {

    @Override
    public Existing as(ParentKind other) {
      return new Existing(jobId, other);
    }
  }
}
