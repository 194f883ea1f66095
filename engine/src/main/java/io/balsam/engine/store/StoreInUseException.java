package io.balsam.engine.store;

/** Thrown when another process, named in the message, writes to the store. */
public final class StoreInUseException extends StoreException {

  private static final long serialVersionUID = 1;

  public StoreInUseException(String message) {
    super(message);
  }
}
