package io.balsam.cli.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** This machine's name. */
final class Hosts {

  private Hosts() {}

  /** The kernel's word where there is one: the resolver's may take seconds. */
  static String here() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException noSuchFile) {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (IOException nameless) {
        return "localhost";
      }
    }
  }
}
