package io.balsam.dsl.capture;

/** Something a script did wrong while its hooks or functions ran; the message is for people. */
public final class ScriptFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ScriptFault(String message) {
    super(message, null, false, true);
  }

  ScriptFault(String message, Throwable cause) {
    super(message, cause);
  }
}
