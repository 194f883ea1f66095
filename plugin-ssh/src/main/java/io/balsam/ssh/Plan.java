package io.balsam.ssh;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.TransferFault;
import io.balsam.spi.TransferItem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Division of a batch by host and direction.
 *
 * @param faults items that cannot be moved as they are written
 */
record Plan(List<Group> groups, List<TransferFault> faults) {

  private record Key(Host host, boolean in) {}

  static Plan of(List<TransferItem> items) {
    Map<Key, List<Entry>> groups = new LinkedHashMap<>();
    List<TransferFault> faults = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      TransferItem item = items.get(i);
      boolean in = SshUrl.is(item.source());
      try {
        SshUrl url = SshUrl.parse(in ? item.source() : item.destination());
        Path local = local(in ? item.destination() : item.source());
        Entry entry =
            new Entry(i, local, url.path(), new Entry.Kind(item.recursive(), item.checksum()));
        groups.computeIfAbsent(new Key(url.host(), in), k -> new ArrayList<>()).add(entry);
      } catch (PluginException e) {
        faults.add(new TransferFault(i, e.kind(), String.valueOf(e.getMessage())));
      }
    }
    return new Plan(
        groups.entrySet().stream()
            .map(g -> new Group(g.getKey().host(), g.getKey().in(), List.copyOf(g.getValue())))
            .toList(),
        faults);
  }

  private static Path local(String text) {
    if (SshUrl.is(text)) {
      throw new PluginException(
          ErrorKind.USER, text + ": one end of what is moved must be a path of this site");
    }
    try {
      Path path = Path.of(text);
      if (path.isAbsolute() && path.getFileName() != null) {
        return path.normalize();
      }
    } catch (InvalidPathException e) {
      throw new PluginException(ErrorKind.USER, text + ": " + e.getReason(), e);
    }
    throw new PluginException(ErrorKind.USER, text + ": the path must be absolute");
  }
}
