package io.balsam.local;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Directories of all BatchJobs of a site, named by number; the number is the ID. */
record BatchFolders(Path folder) {

  /** Permissions of the directories: their files decide which processes are killed. */
  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** Finds a BatchJob. Only numbers are IDs; anything else could lead out of the directory. */
  Optional<LocalBatchJob> find(String id) {
    LocalBatchJob job = new LocalBatchJob(folder.resolve(id.matches("\\d{1,18}") ? id : "."));
    return job.folder().equals(folder.resolve(".")) || !Files.isDirectory(job.folder())
        ? Optional.empty()
        : Optional.of(job);
  }

  /** Adds a BatchJob. Creating its directory prevents two processes from assigning the same ID. */
  LocalBatchJob add() {
    try {
      Files.createDirectories(folder, PRIVATE);
      for (long n = last(numbers()) + 1; ; n++) {
        try {
          return new LocalBatchJob(
              Files.createDirectory(folder.resolve(String.valueOf(n)), PRIVATE));
        } catch (FileAlreadyExistsException e) {
          // In use: try the next.
        }
      }
    } catch (IOException e) {
      throw new PluginException(ErrorKind.SITE, "cannot write to " + folder + ": " + e, e);
    }
  }

  /**
   * Removes BatchJobs that ended before a time; keeps the last one, so that its ID is not assigned
   * again.
   */
  void clear(Instant before) {
    try {
      List<Long> numbers = numbers();
      for (long n : numbers) {
        LocalBatchJob job = new LocalBatchJob(folder.resolve(String.valueOf(n)));
        if (n != last(numbers) && job.over().filter(over -> over.isBefore(before)).isPresent()) {
          remove(job.folder());
        }
      }
    } catch (IOException e) {
      throw new PluginException(ErrorKind.SITE, "cannot clear " + folder + ": " + e, e);
    }
  }

  private List<Long> numbers() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.matches("\\d{1,18}"))
          .map(Long::valueOf)
          .toList();
    }
  }

  private static long last(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  private static void remove(Path batchJob) throws IOException {
    try (Stream<Path> files = Files.list(batchJob)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(batchJob);
  }
}
