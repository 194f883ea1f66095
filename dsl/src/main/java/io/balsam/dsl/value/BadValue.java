package io.balsam.dsl.value;

/** Thrown for a value that is not valid for its purpose; the message ends the sentence "x …". */
public final class BadValue extends Exception {

  private static final long serialVersionUID = 1L;

  public BadValue(String message) {
    super(message);
  }
}
