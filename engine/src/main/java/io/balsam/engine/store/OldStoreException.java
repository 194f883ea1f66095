package io.balsam.engine.store;

/**
 * Thrown when the store's tables are older than this program: a process that may write must migrate
 * them first.
 */
public final class OldStoreException extends StoreException {

  private static final long serialVersionUID = 1;

  private final boolean empty;

  public OldStoreException(boolean empty) {
    super("the record is of an older version; the next run of its owner renews it");
    this.empty = empty;
  }

  /** Returns whether there are no tables at all. */
  public boolean empty() {
    return empty;
  }
}
