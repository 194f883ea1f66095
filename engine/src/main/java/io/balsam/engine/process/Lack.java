package io.balsam.engine.process;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a machine may lack for a while. Nobody's job fails for that: it waits. Each is a clause for
 * people that names the cure.
 */
public final class Lack {

  static final String HANDLES =
      "this process has no file handle left (raise 'ulimit -n', or use fewer slots)";
  static final String PROCESSES =
      "no more processes or threads may be started (raise 'ulimit -u', or use fewer slots)";
  private static final String MEMORY = "the machine's memory is used up (use fewer slots)";
  private static final String SERVER = "a network file system has lost its server (mount it again)";
  private static final String DISK = "the disk is full";
  private static final String QUOTA = "the disk quota is used up";

  /** Below this a file cannot be made. */
  private static final long NEXT_TO_NOTHING = 4096;

  /**
   * @param said a part of what the system says, in lower case
   */
  private record Sign(String said, String lack) {}

  private static final List<Sign> SIGNS =
      List.of(
          new Sign("no space left on device", DISK),
          new Sign("disk quota exceeded", QUOTA),
          new Sign("too many open files", HANDLES),
          new Sign("error=24,", HANDLES),
          new Sign("error=23,", HANDLES),
          new Sign("spawn helper", PROCESSES),
          new Sign("resource temporarily unavailable", PROCESSES),
          new Sign("unable to create native thread", PROCESSES),
          new Sign("cannot allocate memory", MEMORY),
          new Sign("stale file handle", SERVER),
          new Sign("transport endpoint is not connected", SERVER));

  private Lack() {}

  /** The lack that an error comes from; empty when it comes from something else. */
  public static Optional<String> of(Throwable error) {
    return of(error, null);
  }

  /**
   * The same.
   *
   * @param near where the disk is meant when the error does not say so; null when nobody knows
   */
  static Optional<String> of(Throwable error, @Nullable Path near) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof LackException) {
        return Optional.of(String.valueOf(cause.getMessage()));
      }
      Optional<String> lack = sign(cause).map(Sign::lack);
      if (lack.isPresent()) {
        Path said = where(cause);
        Path where = said == null ? near : said;
        return lack.map(what -> isOfDisk(what) ? disk(what, where) : what);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns when an error does not come from a lack.
   *
   * @throws LackException when it does
   */
  public static void raise(Throwable error) {
    Optional<String> lack = of(error);
    if (lack.isPresent()) {
      throw new LackException(lack.get(), error);
    }
  }

  /** Whether an error comes from a disk that has no room left for this user. */
  public static boolean isOfDisk(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      Optional<Sign> sign = sign(cause);
      if (sign.isPresent()) {
        return isOfDisk(sign.get().lack());
      }
    }
    return false;
  }

  /** Whether the disk of a directory has no room for one more file. */
  static Optional<String> ofRoom(Path directory) {
    return DiskRoom.free(directory) < NEXT_TO_NOTHING
        ? Optional.of(disk(DISK, directory))
        : Optional.empty();
  }

  private static Optional<Sign> sign(Throwable cause) {
    String said = said(cause).toLowerCase(Locale.ROOT);
    return said.isEmpty()
        ? Optional.empty()
        : SIGNS.stream().filter(sign -> said.contains(sign.said())).findFirst();
  }

  /** The system's own words in it, without names of files where they can be told apart. */
  private static String said(Throwable cause) {
    if (cause instanceof FileSystemException file) {
      return String.valueOf(file.getReason());
    }
    // An error inside this JVM is a lack only when no thread can be made.
    boolean system = cause instanceof IOException || cause instanceof OutOfMemoryError;
    // What moves files elsewhere tells in words only; only what may pass is read.
    boolean elsewhere = cause instanceof PluginException plugin && mayPass(plugin.kind());
    return system || elsewhere ? String.valueOf(cause.getMessage()) : "";
  }

  private static boolean mayPass(ErrorKind kind) {
    return kind == ErrorKind.TRANSIENT || kind == ErrorKind.SITE;
  }

  private static boolean isOfDisk(String lack) {
    return lack.equals(DISK) || lack.equals(QUOTA);
  }

  /** The file that the error, or what caused it, names; a target before a source. */
  private static @Nullable Path where(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileSystemException file) {
        String named = file.getOtherFile() == null ? file.getFile() : file.getOtherFile();
        if (named != null) {
          return Path.of(named);
        }
      }
    }
    return null;
  }

  private static String disk(String what, @Nullable Path where) {
    if (where == null) {
      return what + " (make room)";
    }
    // What a user may have beside a quota is not told by the disk.
    return what.equals(QUOTA)
        ? "%s at %s (make room)".formatted(what, DiskRoom.nearest(where))
        : "%s at %s (%,d kB free: make room)"
            .formatted(what, DiskRoom.nearest(where), DiskRoom.free(where) >> 10);
  }
}
