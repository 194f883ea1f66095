package io.balsam.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a machine may lack for a while. Nobody's job fails for that: it waits. Each is a clause for
 * people that names the cure.
 */
public final class Lack {

  static final String HANDLES =
      "this process has no file handle left (raise 'ulimit -n', or use fewer slots)";
  static final String PROCESSES =
      "no more processes or threads may be started (raise 'ulimit -u', or use fewer slots)";
  private static final String DISK = "the disk is full (make room)";
  private static final String QUOTA = "the disk quota is used up (make room)";

  /** Parts of what the system says, in lower case. */
  private static final Map<String, String> SIGNS =
      Map.of(
          "too many open files", HANDLES,
          "error=24", HANDLES,
          "error=23", HANDLES,
          "spawn helper", PROCESSES,
          "resource temporarily unavailable", PROCESSES,
          "unable to create native thread", PROCESSES,
          "cannot allocate memory", "the machine's memory is used up (use fewer slots)",
          "no space left on device", DISK,
          "disk quota exceeded", QUOTA,
          "stale file handle", "a network file system has lost its server (mount it again)");

  private Lack() {}

  /** The lack that an error comes from; empty when it comes from something else. */
  public static Optional<String> of(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      // An error inside this JVM is one only when no thread can be made.
      if (cause instanceof IOException || cause instanceof OutOfMemoryError) {
        String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> sign : SIGNS.entrySet()) {
          if (said.contains(sign.getKey())) {
            return Optional.of(sign.getValue());
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Whether an error comes from a disk that has no room left for this user. */
  public static boolean isOfDisk(Throwable error) {
    return of(error).filter(lack -> lack.equals(DISK) || lack.equals(QUOTA)).isPresent();
  }

  /** Whether the disk of a directory has no room for one more file. */
  static Optional<String> ofRoom(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace() < 4096
          ? Optional.of(DISK)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
