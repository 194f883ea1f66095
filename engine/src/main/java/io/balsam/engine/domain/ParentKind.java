package io.balsam.engine.domain;

/** What a child waits for. */
public enum ParentKind {
  /** The parent finished well; when it ends otherwise the child fails. */
  SUCCESS,
  /** The parent ended, whatever the end. */
  ANY_END
}
