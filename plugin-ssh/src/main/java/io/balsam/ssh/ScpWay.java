package io.balsam.ssh;

import java.io.IOException;
import java.nio.file.Path;

/** Moves files by sftp: one process for a group, and scripts that see and give names. */
final class ScpWay implements Way {

  private final Ssh ssh;
  private final ScpIn in;
  private final ScpOut out;

  /**
   * Creates a way.
   *
   * @param area directory of the site for what is on its way
   */
  ScpWay(Ssh ssh, Sftp sftp, Path area) {
    this.ssh = ssh;
    this.in = new ScpIn(ssh, sftp, area);
    this.out = new ScpOut(ssh, sftp, area);
  }

  @Override
  public Moved move(Group group) throws IOException {
    ssh.connect(group.host());
    return group.moved(group.in() ? in::move : out::move);
  }
}
