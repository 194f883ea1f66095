package io.balsam.bench.staging;

import java.nio.file.Path;

/**
 * Server from which Balsam moves files, and to which it does; its files are those of this machine.
 *
 * @param url URL of its root
 * @param transfers settings of the transfers that reach it, as lines of YAML; none if empty
 */
record Host(String url, String transfers) {

  /** Stands for this machine: files are linked and copied. */
  static final Host HERE = new Host("file:///", "");

  /**
   * Returns the host that an ssh configuration calls testhost. Each turn has a configuration of its
   * own, so that Balsam finds no connection of another turn.
   */
  static Host ssh(Path configuration) {
    String ssh = "ssh: [ssh, -F, %s]".formatted(configuration);
    return new Host("ssh://testhost/", "rsync: {%1$s}\nscp: {%1$s}".formatted(ssh));
  }

  static Host gridFtp(String address) {
    return new Host(address + "/", "");
  }

  /** Returns the settings with which the location {@code host} is this host. */
  String settings() {
    String plugins = transfers.isEmpty() ? "" : "plugins:\n  transfer:\n" + transfers.indent(4);
    return "transfer_locations:\n  host: '%s'\n%s".formatted(url, plugins);
  }

  /** Returns a path of it as scripts write it. */
  static String place(Path path) {
    return "host:" + path;
  }
}
