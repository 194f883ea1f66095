package io.balsam.dsl.capture;

/** Thrown for a mistake of a script while its hooks or functions run; the message is for people. */
public final class ScriptFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ScriptFault(String message) {
    super(message, null, false, true);
  }

  ScriptFault(String message, Throwable cause) {
    super(message, cause);
  }
}
