package io.balsam.engine.transfer;

/**
 * Item of a plan that fills or empties a slot.
 *
 * @param way name of the transfer that links or copies it on this machine; empty for one that is
 *     moved between this site and a location
 */
record SlotItem(LocatedItem item, String way) {

  /** Returns whether it is moved between this site and a location. */
  boolean located() {
    return way.isEmpty();
  }
}
