package io.balsam.ssh;

import io.balsam.spi.PluginException;
import io.balsam.spi.TransferFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends files to a host. There, rsync itself writes each one under another name and renames it. */
final class RsyncOut {

  private final Ssh ssh;
  private final Rsync rsync;
  private final Path area;

  RsyncOut(Ssh ssh, Rsync rsync, Path area) {
    this.ssh = ssh;
    this.rsync = rsync;
    this.area = area;
  }

  /**
   * Moves entries of one kind.
   *
   * @throws PluginException when none can be said to have arrived
   */
  Moved move(Host host, List<Entry> entries) throws IOException {
    String label = "out " + host.label();
    Staging.abandoned(area, label).forEach(Staging::close);
    Entry.Kind kind = entries.get(0).kind();
    RemoteDirectories directories = new RemoteDirectories(ssh, host);
    Map<Integer, TransferFault> faults = new LinkedHashMap<>();
    if (kind.recursive()) {
      directories.look(entries).forEach(f -> faults.put(f.item(), f));
    }
    try (Staging staging = Staging.create(area, label)) {
      List<Entry> there = new ArrayList<>();
      for (Entry entry : entries) {
        if (faults.containsKey(entry.item())) {
          continue;
        }
        Path target = staging.tree().resolve(directories.sent(entry).substring(1));
        Sending.put(entry, target)
            .ifPresentOrElse(f -> faults.put(f.item(), f), () -> there.add(entry));
      }
      if (there.isEmpty()) {
        return new Moved(0, 0, List.copyOf(faults.values()));
      }
      Map<String, List<Entry>> names =
          there.stream().collect(Collectors.groupingBy(directories::sent));
      RsyncEnd sent = rsync.send(host, kind, staging, names.keySet());
      faults.putAll(rsync.faults(sent, names, host));
      directories.forget(there.stream().filter(e -> isFull(faults.get(e.item()))).toList());
      List<Entry> complete = there.stream().filter(e -> !faults.containsKey(e.item())).toList();
      directories.appear(complete).forEach(f -> faults.put(f.item(), f));
      return sent.moved(faults);
    }
  }

  private static boolean isFull(@Nullable TransferFault fault) {
    return fault != null && Reasons.isFull(fault.message());
  }
}
