package io.balsam.engine.domain;

/** Condition on a parent under which its child may start. */
public enum ParentKind {
  /** The parent must finish successfully; when it ends otherwise the child fails. */
  SUCCESS,
  /** The parent must end, however it ends. */
  ANY_END
}
