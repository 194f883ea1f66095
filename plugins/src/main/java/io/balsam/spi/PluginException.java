package io.balsam.spi;

import org.jspecify.annotations.Nullable;

/**
 * The one exception a plugin throws on purpose. Any other is taken as {@link ErrorKind#INTERNAL}.
 */
public final class PluginException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final ErrorKind kind;

  public PluginException(ErrorKind kind, String message) {
    this(kind, message, null);
  }

  public PluginException(ErrorKind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public ErrorKind kind() {
    return kind;
  }
}
