package io.balsam.engine.domain;

/** The four hooks, under the names that users write. */
public enum HookKind {
  PREPROCESS("preprocess"),
  POSTPROCESS("postprocess"),
  HANDLE_TIMEOUT("handle_timeout"),
  HANDLE_ERROR("handle_error");

  private final String word;

  HookKind(String word) {
    this.word = word;
  }

  /** Returns the name of the hook in the script. */
  public String word() {
    return word;
  }
}
