package io.balsam.dsl.value;

/** A value that cannot be what it should be; the message ends the sentence "x …". */
public final class BadValue extends Exception {

  private static final long serialVersionUID = 1L;

  public BadValue(String message) {
    super(message);
  }
}
