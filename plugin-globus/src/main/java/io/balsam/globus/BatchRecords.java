package io.balsam.globus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.balsam.globus.api.Documents;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files in the site that say which items a task has, since an engine that starts again asks by the
 * task's id alone. They are kept as long as Globus remembers a task.
 */
final class BatchRecords {

  private static final ObjectMapper JSON = Documents.json();
  private static final Duration KEPT = Duration.ofDays(30);

  private final Path folder;

  BatchRecords(Path folder) {
    this.folder = folder;
  }

  /**
   * Task and its items.
   *
   * @param task id of the task
   * @param begun positions of the items whose renaming has begun: of these, one whose new name is
   *     gone has been renamed
   */
  record Entry(String task, Batch batch, @Nullable Set<Integer> begun) {

    Entry {
      begun = begun == null ? Set.of() : Set.copyOf(begun);
    }

    Set<Integer> started() {
      return begun == null ? Set.of() : begun;
    }
  }

  void put(Entry entry) {
    try {
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, ".task", "");
      Files.write(fresh, JSON.writeValueAsBytes(entry));
      Files.move(fresh, file(entry.task()), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new PluginException(
          ErrorKind.SITE, "cannot write in %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  Optional<Entry> get(String task) {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file(task)), Entry.class));
    } catch (NoSuchFileException | JsonProcessingException e) {
      // Cut short by a crash of the machine: the items are submitted again.
      return Optional.empty();
    } catch (IOException e) {
      throw new PluginException(
          ErrorKind.SITE, "%s cannot be read: %s".formatted(file(task), e.getMessage()), e);
    }
  }

  /** Removes what is older than Globus's own memory. */
  void forget(Instant now) {
    FileTime oldest = FileTime.from(now.minus(KEPT));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (List<Path>) files.toList()) {
        if (Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      // Only room is lost.
    }
  }

  private Path file(String task) {
    return folder.resolve(task + ".json");
  }
}
