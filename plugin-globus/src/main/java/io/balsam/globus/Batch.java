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
   * Item on its way: it goes to another name beside its own, which is of this submission alone, and
   * is renamed when all of it has arrived.
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

    /** Returns the path at this site where it is written. */
    Path localFresh() {
      return Path.of(local).resolveSibling(name(fresh));
    }
  }

  static Batch of(
      String submission, List<TransferItem> items, String endpoint, CollectionPaths paths) {
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
      parcels.add(
          new Parcel(
              inbound ? url.path() : here,
              fresh(place, submission, parcels.size()),
              place,
              inbound ? item.destination() : "",
              item.recursive(),
              item.checksum()));
    }
    return new Batch(
        submission, inbound, inbound ? remote : endpoint, inbound ? endpoint : remote, parcels);
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
