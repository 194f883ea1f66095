package io.balsam.globus;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.TransferItem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Items of one task, with the names they have at both ends.
 *
 * @param submission id of the submission
 * @param inbound whether they come to this site
 * @param source collection
 * @param destination collection
 * @param parcels the items, in their order
 */
record Batch(
    String submission, boolean inbound, String source, String destination, List<Parcel> parcels) {

  Batch {
    parcels = List.copyOf(parcels);
  }

  /**
   * Item on its way. Most go to another name beside their own, which is of this submission alone,
   * and are renamed when all of it has arrived.
   *
   * @param source path on the source's collection
   * @param fresh path on the destination's collection where it is written
   * @param place path on the destination's collection where it is to be
   * @param local path at this site where it is to be; empty when it leaves
   */
  record Parcel(
      String source,
      String fresh,
      String place,
      String local,
      boolean recursive,
      boolean checksum) {

    /** Returns whether it is written under its own name at once. */
    boolean direct() {
      return fresh.equals(place);
    }

    /** Returns the path at this site where it is written. */
    Path localFresh() {
      return Path.of(local).resolveSibling(name(fresh));
    }
  }

  /**
   * Creates the batch of a submission.
   *
   * @param renames whether single files that leave are written under other names, too
   */
  static Batch of(
      String submission,
      List<TransferItem> items,
      String endpoint,
      CollectionPaths paths,
      boolean renames) {
    boolean inbound = GlobusUrl.is(items.get(0).source());
    String remote = "";
    List<Parcel> parcels = new ArrayList<>();
    for (TransferItem item : items) {
      if (GlobusUrl.is(item.source()) != inbound || GlobusUrl.is(item.destination()) == inbound) {
        throw new PluginException(
            ErrorKind.INTERNAL,
            "%s to %s: one end must be globus://, the same for all of a batch"
                .formatted(item.source(), item.destination()));
      }
      GlobusUrl url = GlobusUrl.of(inbound ? item.source() : item.destination());
      if (!remote.isEmpty() && !remote.equals(url.collection())) {
        throw new PluginException(ErrorKind.INTERNAL, "two collections in one batch");
      }
      remote = url.collection();
      String here = paths.of(inbound ? item.destination() : item.source());
      String place = inbound ? here : url.path();
      boolean other = renames || inbound || item.recursive();
      parcels.add(
          new Parcel(
              inbound ? url.path() : here,
              other ? fresh(place, submission, parcels.size()) : place,
              place,
              inbound ? item.destination() : "",
              item.recursive(),
              item.checksum()));
    }
    return new Batch(
        submission, inbound, inbound ? remote : endpoint, inbound ? endpoint : remote, parcels);
  }

  /** Returns whether an item is written under its own name at once. */
  boolean direct() {
    return parcels.stream().anyMatch(Parcel::direct);
  }

  boolean checksum() {
    return parcels.stream().anyMatch(Parcel::checksum);
  }

  private static String fresh(String place, String submission, int index) {
    String mark = submission.replaceAll("[^A-Za-z0-9]", "");
    String short_ = mark.substring(0, Math.min(12, mark.length()));
    return parent(place) + "/.balsam-%s-%d".formatted(short_, index);
  }

  /** Returns the directory of a path, without the slash at its end. */
  static String parent(String path) {
    return path.substring(0, path.replaceAll("/+$", "").lastIndexOf('/'));
  }

  static String name(String path) {
    String plain = path.replaceAll("/+$", "");
    return plain.substring(plain.lastIndexOf('/') + 1);
  }
}
