package io.balsam.engine.transfer;

import io.balsam.engine.config.TransferLocations.Place;
import io.balsam.engine.domain.TransferSlot;
import io.balsam.engine.domain.TransferSlot.Direction;
import io.balsam.engine.transfer.Ways.Way;
import io.balsam.spi.TransferItem;
import java.nio.file.Path;

/**
 * File or directory that is moved between this site and a location.
 *
 * @param slot the app's slot that it fills or empties
 * @param place where it is at the location
 * @param here where it is at this site
 */
record LocatedItem(TransferSlot slot, Place place, Path here) {

  boolean in() {
    return slot.direction() == Direction.IN;
  }

  /** Returns the item for the transfer of a way. */
  TransferItem by(Way way) {
    String there = way.url().at(place.path());
    boolean contents = slot.comparesContents();
    return in()
        ? new TransferItem(there, here.toString(), slot.recursive(), contents)
        : new TransferItem(here.toString(), there, slot.recursive(), contents);
  }

  @Override
  public String toString() {
    return in() ? "%s to %s".formatted(place, here) : "%s to %s".formatted(here, place);
  }
}
