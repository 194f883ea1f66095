package io.balsam.globus;

import io.balsam.globus.api.Documents.Entry;
import io.balsam.globus.api.TransferApi;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Arrival on another collection, by the service's operations. Globus renames to no name that
 * exists: what is replaced is renamed first and then removed, so that for a moment nothing has the
 * name.
 */
final class RemoteArrival implements Arrival {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteArrival.class);

  private final TransferApi api;
  private final String collection;

  RemoteArrival(TransferApi api, String collection) {
    this.api = api;
    this.collection = collection;
  }

  @Override
  public void put(Batch.Parcel parcel, boolean again) {
    if (parcel.direct()) {
      return;
    }
    bring(parcel.fresh(), parcel.place());
    if (again || parcel.recursive()) {
      discard(List.of(parcel));
    }
  }

  @Override
  public boolean waits(Batch.Parcel parcel) {
    // Globus has said so of its own collection.
    return true;
  }

  @Override
  public void discard(List<Batch.Parcel> parcels) {
    remove(
        parcels.stream()
            .filter(parcel -> !parcel.direct())
            .flatMap(parcel -> Stream.of(parcel.fresh(), old(parcel.fresh())))
            .toList());
  }

  private void bring(String from, String to) {
    try {
      api.rename(collection, from, to);
      return;
    } catch (PluginException e) {
      Optional<Entry> fresh = api.stat(collection, from);
      Optional<Entry> there = api.stat(collection, to);
      if (there.isEmpty()) {
        throw e;
      }
      if (fresh.isEmpty()) {
        // It has been renamed, and the answer was lost.
        return;
      }
      replace(from, to, fresh.get(), there.get());
    }
  }

  private void replace(String from, String to, Entry fresh, Entry there) {
    if (fresh.directory() != there.directory()) {
      String what = there.directory() ? "is a directory" : "is no directory";
      throw new PluginException(ErrorKind.USER, "%s is there already and %s".formatted(to, what));
    }
    if (fresh.directory()) {
      for (Entry child : api.ls(collection, from)) {
        bring(from + "/" + child.name(), to + "/" + child.name());
      }
      return;
    }
    api.rename(collection, to, old(from));
    api.rename(collection, from, to);
    remove(List.of(old(from)));
  }

  private void remove(List<String> paths) {
    if (paths.isEmpty()) {
      return;
    }
    try {
      api.delete(collection, paths);
    } catch (PluginException e) {
      LOG.warn("{} are left over on {}", paths, collection, e);
    }
  }

  private static String old(String fresh) {
    return fresh + "-old";
  }
}
