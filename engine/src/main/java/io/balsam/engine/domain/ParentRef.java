package io.balsam.engine.domain;

/** A job that another waits for. */
public sealed interface ParentRef {

  ParentKind kind();

  /** The same job, waited for in another way. */
  ParentRef as(ParentKind other);

  /**
   * A job of the same submission.
   *
   * @param index its position in the submitted list; smaller or larger than the child's own
   */
  record Declared(int index, ParentKind kind) implements ParentRef {

    @Override
    public Declared as(ParentKind other) {
      return new Declared(index, other);
    }
  }

  /**
   * A job that is in the store already.
   *
   * @param jobId its number
   */
  record Existing(long jobId, ParentKind kind) implements ParentRef {

    @Override
    public Existing as(ParentKind other) {
      return new Existing(jobId, other);
    }
  }
}
