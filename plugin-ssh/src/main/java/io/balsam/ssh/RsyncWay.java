package io.balsam.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Moves files by rsync: one process for a group, or one for each {@link Entry.Kind} of its entries.
 */
final class RsyncWay implements Way {

  private final Ssh ssh;
  private final RsyncIn in;
  private final RsyncOut out;

  /**
   * Creates a way.
   *
   * @param area directory of the site for what is on its way
   */
  RsyncWay(Ssh ssh, Rsync rsync, Path area, Clock clock) {
    this.ssh = ssh;
    this.in = new RsyncIn(rsync, area, clock);
    this.out = new RsyncOut(ssh, rsync, area);
  }

  @Override
  public Moved move(Group group) throws IOException {
    ssh.connect(group.host());
    Moved moved = Moved.NOTHING;
    for (List<Entry> entries : byKind(group)) {
      moved =
          moved.plus(group.in() ? in.move(group.host(), entries) : out.move(group.host(), entries));
    }
    return moved;
  }

  private static List<List<Entry>> byKind(Group group) {
    Map<Entry.Kind, List<Entry>> kinds =
        group.entries().stream()
            .collect(Collectors.groupingBy(Entry::kind, LinkedHashMap::new, Collectors.toList()));
    return List.copyOf(kinds.values());
  }
}
