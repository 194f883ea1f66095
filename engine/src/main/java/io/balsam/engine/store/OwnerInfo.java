package io.balsam.engine.store;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The process that owns a site's store, and how to talk to it.
 *
 * @param pid its process id on its host
 * @param host where it runs
 * @param started when the process was started
 * @param url of its façade; empty until it listens
 * @param token to be sent with every request; empty until it listens
 * @param pin of the key that it shows to be the one; empty when nothing is encrypted
 */
public record OwnerInfo(
    long pid, String host, Instant started, String url, String token, String pin) {

  /** What is not written down is empty. */
  public OwnerInfo(
      long pid,
      String host,
      Instant started,
      @Nullable String url,
      @Nullable String token,
      @Nullable String pin) {
    this.pid = pid;
    this.host = host;
    this.started = started;
    this.url = url == null ? "" : url;
    this.token = token == null ? "" : token;
    this.pin = pin == null ? "" : pin;
  }

  /** This process, not listening yet. */
  public static OwnerInfo here() {
    ProcessHandle self = ProcessHandle.current();
    return new OwnerInfo(self.pid(), thisHost(), startOf(self).orElse(Instant.EPOCH), "", "", "");
  }

  OwnerInfo listening(String at, String secret, String key) {
    return new OwnerInfo(pid, host, started, at, secret, key);
  }

  /**
   * Whether the process may still be there: false only when this host's process table says that it
   * is not. A number taken again by another process is told by its start.
   */
  public boolean mayLive() {
    if (!host.equals(thisHost())) {
      return true;
    }
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> !endedUnnoticed(process.pid()))
        .filter(process -> startOf(process).map(started::equals).orElse(true))
        .isPresent();
  }

  /** Killed, and its parent has not asked for it yet: it stays in the process table as a zombie. */
  private static boolean endedUnnoticed(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException noSuchFile) {
      return false;
    }
  }

  private static Optional<Instant> startOf(ProcessHandle process) {
    return process.info().startInstant().map(start -> start.truncatedTo(ChronoUnit.MILLIS));
  }

  /** The kernel's word where there is one: the resolver's may take seconds. */
  public static String thisHost() {
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
