package io.balsam.engine.process;

import io.balsam.spi.PluginException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Resource that a machine may lack for a while. No job fails for that: it waits. Each lack is a
 * clause for people that names the remedy.
 */
public final class Lack {

  static final String HANDLES =
      "this process has no file handle left (raise 'ulimit -n', or use fewer cores)";
  static final String PROCESSES =
      "no more processes or threads may be started (raise 'ulimit -u', or use fewer cores)";
  private static final String MEMORY = "the machine's memory is used up (use fewer cores)";
  private static final String SERVER = "a network file system has lost its server (mount it again)";
  private static final String DISK = "the disk is full";
  private static final String QUOTA = "the disk quota is used up";

  /** With less space no file can be created. */
  private static final long NEXT_TO_NOTHING = 4096;

  /**
   * Message of the system that indicates a lack.
   *
   * @param said part of the message, in lower case
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

  /** Returns the lack that caused an error; empty when it has another cause. */
  public static Optional<String> of(Throwable error) {
    return of(error, null);
  }

  /**
   * Returns the lack that caused an error.
   *
   * @param near file on the disk in question when the error names none; null when it is not known
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
   * Returns if an error does not come from a lack.
   *
   * @throws LackException if it does
   */
  public static void raise(Throwable error) {
    Optional<String> lack = of(error);
    if (lack.isPresent()) {
      throw new LackException(lack.get(), error);
    }
  }

  /** Returns whether an error comes from a disk that has no space left for this user. */
  public static boolean isOfDisk(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      Optional<Sign> sign = sign(cause);
      if (sign.isPresent()) {
        return isOfDisk(sign.get().lack());
      }
    }
    return false;
  }

  /** Returns the lack if the disk of a directory has no space for one more file. */
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

  /** Returns the system's message in an error, without file names where they can be told apart. */
  private static String said(Throwable cause) {
    if (cause instanceof FileSystemException file) {
      return String.valueOf(file.getReason());
    }
    // An error inside this JVM is a lack only when no thread can be created.
    boolean system = cause instanceof IOException || cause instanceof OutOfMemoryError;
    // Transfer plugins report errors only as text; it is read only for errors that may pass.
    boolean elsewhere = cause instanceof PluginException plugin && plugin.kind().mayPass();
    return system || elsewhere ? String.valueOf(cause.getMessage()) : "";
  }

  private static boolean isOfDisk(String lack) {
    return lack.equals(DISK) || lack.equals(QUOTA);
  }

  /**
   * Returns the file that the error, or its cause, names; a target takes precedence over a source.
   */
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
      return what + " (free some space)";
    }
    // The free space of the disk says nothing about what a quota leaves to the user.
    return what.equals(QUOTA)
        ? "%s at %s (free some space)".formatted(what, DiskRoom.nearest(where))
        : "%s at %s (%,d kB free: free some space)"
            .formatted(what, DiskRoom.nearest(where), DiskRoom.free(where) >> 10);
  }
}
