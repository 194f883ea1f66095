package io.balsam.engine.store;

/** Another process, named in the message, writes to the store. */
public final class StoreInUseException extends StoreException {

  private static final long serialVersionUID = 1;

  public StoreInUseException(String message) {
    super(message);
  }
}
