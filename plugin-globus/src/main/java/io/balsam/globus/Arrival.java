package io.balsam.globus;

import java.util.List;

/** Place where the items of a batch are given their own names, once all of each is there. */
interface Arrival {

  /**
   * Gives an item its own name; a directory that is there already is added to.
   *
   * @param again whether this has been begun before, by a process that may have got to the end
   * @throws io.balsam.spi.PluginException whose message becomes that of the item's fault
   */
  void put(Batch.Parcel parcel, boolean again);

  /** Returns whether what Globus wrote for an item is where it is expected. */
  boolean waits(Batch.Parcel parcel);

  /** Removes what was written for items that have not arrived, as far as that is possible. */
  void discard(List<Batch.Parcel> parcels);
}
