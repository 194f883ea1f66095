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

/** The folders of all BatchJobs of a site, called by number; the number is the id. */
record BatchFolders(Path folder) {

  /** What is in it says which processes are to be ended. */
  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** Only numbers were given out as ids; anything else could lead out of the folder. */
  Optional<LocalBatchJob> find(String id) {
    LocalBatchJob job = new LocalBatchJob(folder.resolve(id.matches("\\d{1,18}") ? id : "."));
    return job.folder().equals(folder.resolve(".")) || !Files.isDirectory(job.folder())
        ? Optional.empty()
        : Optional.of(job);
  }

  /** Making a folder is what keeps two processes from giving out one id. */
  LocalBatchJob add() {
    try {
      Files.createDirectories(folder, PRIVATE);
      for (long n = last(numbers()) + 1; ; n++) {
        try {
          return new LocalBatchJob(
              Files.createDirectory(folder.resolve(String.valueOf(n)), PRIVATE));
        } catch (FileAlreadyExistsException e) {
          // Taken: try the next.
        }
      }
    } catch (IOException e) {
      throw new PluginException(ErrorKind.SITE, "cannot write to " + folder + ": " + e, e);
    }
  }

  /**
   * Removes what was over before then; never the last, whose number keeps ids from coming again.
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
