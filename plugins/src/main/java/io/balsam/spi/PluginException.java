package io.balsam.spi;

import org.jspecify.annotations.Nullable;

/**
 * The one exception a plugin throws on purpose. Any other is taken as {@link ErrorKind#INTERNAL}.
 */
public final class PluginException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final ErrorKind kind;

  /**
   * @param message one line for the user: what is wrong, where, and what to do about it
   */
  public PluginException(ErrorKind kind, String message) {
    this(kind, message, null);
  }

  /**
   * @param message one line for the user: what is wrong, where, and what to do about it
   * @param cause for the log only
   */
  public PluginException(ErrorKind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Who can mend it. */
  public ErrorKind kind() {
    return kind;
  }
}
