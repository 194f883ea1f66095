package io.balsam.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

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
    return group.moved(group.in() ? in::move : out::move);
  }
}
