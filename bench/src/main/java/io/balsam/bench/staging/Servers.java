package io.balsam.bench.staging;

import io.balsam.testkit.GridFtpServer;
import io.balsam.testkit.Sshd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Servers on loopback that belong to the suite, each started when it is first needed. */
final class Servers implements AutoCloseable {

  private static final String CONFIG = "ssh_config";

  private @Nullable Sshd sshd;
  private @Nullable GridFtpServer gridFtp;
  private @Nullable Globus globus;

  /** Returns the reason why there is no sshd here; empty when there is one. */
  Optional<String> noSsh() {
    return reason(Sshd.missing("rsync", "scp"));
  }

  /** Returns the reason why there is no GridFTP server here; empty when there is one. */
  Optional<String> noGridFtp() {
    return reason(GridFtpServer.missing());
  }

  private static Optional<String> reason(List<String> missing) {
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("not installed: " + String.join(", ", missing));
  }

  /** Returns a configuration for ssh in a directory, by which testhost is this machine. */
  Path sshConfig(Path directory) throws IOException {
    if (sshd == null) {
      sshd = Sshd.start();
    }
    return Files.copy(sshd.getFolder().resolve(CONFIG), directory.resolve(CONFIG));
  }

  /** Returns the URL of the GridFTP server, without a path. */
  String gridFtp() {
    if (gridFtp == null) {
      gridFtp = GridFtpServer.start();
    }
    return gridFtp.getAddress();
  }

  /** Returns the emulator of Globus. */
  Globus globus() throws IOException {
    if (globus == null) {
      globus = Globus.start();
    }
    return globus;
  }

  @Override
  public void close() throws IOException {
    if (globus != null) {
      globus.close();
    }
    if (sshd != null) {
      sshd.close();
    }
    if (gridFtp != null) {
      gridFtp.close();
    }
  }
}
