package io.balsam.ssh;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.TransferFault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Brings files from a host: first into a hidden tree of the site, then to their names. */
final class RsyncIn {

  private final Rsync rsync;
  private final Path area;
  private final Clock clock;

  RsyncIn(Rsync rsync, Path area, Clock clock) {
    this.rsync = rsync;
    this.area = area;
    this.clock = clock;
  }

  /**
   * Moves entries of one kind.
   *
   * @throws PluginException when none can be said to have arrived
   */
  Moved move(Host host, List<Entry> entries) throws IOException {
    Kept kept = new Kept(area.resolve("kept").resolve(host.label()), clock);
    kept.removeOld();
    String label = "in " + host.label();
    for (Staging abandoned : Staging.abandoned(area, label)) {
      try (abandoned) {
        kept.keep(abandoned.tree());
      }
    }
    try (Staging staging = Staging.create(area, label)) {
      entries.forEach(entry -> kept.takeBack(entry, staging.tree()));
      boolean all = false;
      try {
        Moved moved = fetch(host, entries, staging);
        all = moved.faults().stream().allMatch(f -> f.kind() == ErrorKind.USER);
        return moved;
      } finally {
        if (!all && !Thread.currentThread().isInterrupted()) {
          kept.keep(staging.tree());
        }
      }
    }
  }

  private Moved fetch(Host host, List<Entry> entries, Staging staging) throws IOException {
    Entry.Kind kind = entries.get(0).kind();
    Sources sources = new Sources(entries);
    // The slash makes rsync look behind a link that is asked for as a directory.
    String end = kind.recursive() ? "/" : "";
    RsyncEnd fetched =
        rsync.fetch(host, kind, staging, sources.names().stream().map(s -> s + end).toList());
    Map<String, List<Entry>> names = entries.stream().collect(Collectors.groupingBy(Entry::remote));
    Map<Integer, TransferFault> faults = rsync.faults(fetched, names, host);
    for (Entry entry : entries) {
      boolean keep = sources.take(entry.remote());
      if (!faults.containsKey(entry.item())) {
        Arrival.put(entry, staging, entry.below(), keep).ifPresent(f -> faults.put(f.item(), f));
      }
    }
    for (Entry entry : entries) {
      TransferFault fault = faults.get(entry.item());
      if (fault != null && fault.kind() == ErrorKind.USER) {
        Kept.drop(entry, staging.tree());
      }
    }
    return fetched.moved(faults);
  }
}
