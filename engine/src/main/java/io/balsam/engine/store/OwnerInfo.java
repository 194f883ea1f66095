package io.balsam.engine.store;

import io.balsam.engine.domain.SiteLayout;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Process that owns a site's store, with its address.
 *
 * @param pid its process id on its host
 * @param host host on which it runs
 * @param started start of the process
 * @param url URL of its API; empty until it listens
 * @param token token to be sent with every request; empty until it listens
 * @param pin of the key by which it identifies itself; empty when nothing is encrypted
 * @param lock number of the file that it has locked, by which the description that is in a copy of
 *     the site is recognised; null where files have none
 */
public record OwnerInfo(
    long pid,
    String host,
    Instant started,
    String url,
    String token,
    String pin,
    @Nullable Long lock) {

  /** Creates a description; values missing in the file become empty. */
  public OwnerInfo(
      long pid,
      String host,
      Instant started,
      @Nullable String url,
      @Nullable String token,
      @Nullable String pin,
      @Nullable Long lock) {
    this.pid = pid;
    this.host = host;
    this.started = started;
    this.url = url == null ? "" : url;
    this.token = token == null ? "" : token;
    this.pin = pin == null ? "" : pin;
    this.lock = lock;
  }

  /** Returns a description of this process, not listening yet. */
  public static OwnerInfo here() {
    ProcessHandle self = ProcessHandle.current();
    return new OwnerInfo(
        self.pid(), thisHost(), startOf(self).orElse(Instant.EPOCH), "", "", "", null);
  }

  /** Returns a description of this process as the owner of a site, not listening yet. */
  public static OwnerInfo here(Path balsamDir) {
    return here().listening("", "", "", lock(balsamDir));
  }

  OwnerInfo listening(String at, String secret, String key) {
    return listening(at, secret, key, lock);
  }

  private OwnerInfo listening(String at, String secret, String key, @Nullable Long locked) {
    return new OwnerInfo(pid, host, started, at, secret, key, locked);
  }

  /**
   * Returns whether the description was written for this directory, or for what it was when it had
   * another name; false for one that was copied with its directory.
   */
  public boolean isOf(Path balsamDir) {
    Long here = lock(balsamDir);
    return lock == null || here == null || lock.equals(here);
  }

  private static @Nullable Long lock(Path balsamDir) {
    try {
      Object number = Files.getAttribute(balsamDir.resolve(SiteLayout.OWNER_LOCK), "unix:ino");
      return number instanceof Number known ? known.longValue() : null;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
      return null;
    }
  }

  /**
   * Returns whether the process may still be alive: false only when this host's process table shows
   * that it is not. A process that reuses the number is recognised by its start time.
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

  /**
   * Returns whether the process was killed but its parent has not reaped it yet: it is a zombie.
   */
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

  /**
   * Returns the name of this host, from the kernel where possible: the resolver may take seconds.
   */
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
