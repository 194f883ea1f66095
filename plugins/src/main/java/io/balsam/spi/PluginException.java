package io.balsam.spi;

import org.jspecify.annotations.Nullable;

/**
 * The only exception that a plugin throws deliberately. Any other counts as {@link
 * ErrorKind#INTERNAL}.
 */
public final class PluginException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final ErrorKind kind;

  /**
   * Creates an exception.
   *
   * @param message one line for the user: what is wrong, where, and what to do about it
   */
  public PluginException(ErrorKind kind, String message) {
    this(kind, message, null);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message one line for the user: what is wrong, where, and what to do about it
   * @param cause for the log only
   */
  public PluginException(ErrorKind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Returns the kind of the error, which says who can fix it. */
  public ErrorKind kind() {
    return kind;
  }
}
