package io.balsam.local;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.Transfer;
import io.balsam.spi.TransferItem;
import io.balsam.spi.TransferReport;
import io.balsam.spi.TransferState;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Moves files on file systems that are mounted here; everything is done when {@code submit}
 * returns.
 *
 * <p>So there is no table of tasks to lose in a crash. Repeating a task is harmless: each file is
 * created under another name and renamed, directories are merged, and nothing is deleted. A copy of
 * many gigabytes occupies one thread until it has finished.
 */
final class FileTransfer implements Transfer {

  /** Brings one file or directory to its destination, whose parent exists. */
  interface Moving {

    /**
     * @param contents whether the contents of a copy are compared with the source
     */
    void move(Path source, Path destination, boolean contents) throws IOException;
  }

  /** File in a tree that is neither a file, a directory nor a link: reading it may have no end. */
  static final class SpecialFileException extends FileSystemException {

    private static final long serialVersionUID = 1L;

    SpecialFileException(Path file) {
      super(file.toString(), null, file + " is a pipe, a socket or a device");
    }
  }

  private final String protocol;
  private final Moving moving;
  private final AtomicLong tasks = new AtomicLong();

  FileTransfer(String protocol, Moving moving) {
    this.protocol = protocol;
    this.moving = moving;
  }

  @Override
  public String submit(List<TransferItem> items) {
    items.forEach(this::check);
    for (TransferItem item : items) {
      Path destination = Path.of(item.destination());
      try {
        Files.createDirectories(destination.getParent());
        moving.move(Path.of(item.source()), destination, item.checksum());
      } catch (AccessDeniedException e) {
        throw error(ErrorKind.USER, item, "no permission for " + e.getFile(), e);
      } catch (FileSystemException e) {
        throw error(kindOf(e, item), item, reason(e), e);
      } catch (IOException e) {
        // The exception of a write does not name the file.
        String reason = String.valueOf(e.getMessage());
        FileSystemException there =
            new FileSystemException(item.source(), item.destination(), reason);
        there.initCause(e);
        throw error(ErrorKind.TRANSIENT, item, reason, there);
      }
    }
    return String.valueOf(tasks.incrementAndGet());
  }

  @Override
  public Map<String, TransferReport> status(Collection<String> taskIds) {
    Map<String, TransferReport> reports = new HashMap<>();
    for (String id : taskIds) {
      boolean ours = id.matches("[1-9]\\d{0,17}") && Long.parseLong(id) <= tasks.get();
      reports.put(id, TransferReport.of(ours ? TransferState.DONE : TransferState.UNKNOWN));
    }
    return reports;
  }

  @Override
  public void cancel(String taskId) {
    // Every task has ended by the time its ID is returned.
  }

  /** Checks an item before anything is moved, so that a mistake in one leaves nothing half done. */
  private void check(TransferItem item) {
    Path source = Path.of(item.source());
    if (!source.isAbsolute() || !Path.of(item.destination()).isAbsolute()) {
      throw error(ErrorKind.USER, item, "both paths must be absolute", null);
    }
    if (!Files.exists(source)) {
      throw error(ErrorKind.USER, item, "the source does not exist", null);
    }
    if (!Files.isRegularFile(source) && !Files.isDirectory(source)) {
      throw error(ErrorKind.USER, item, "the source is a pipe, a socket or a device", null);
    }
    if (Files.isDirectory(source) && !item.recursive()) {
      throw error(
          ErrorKind.USER, item, "it is a directory: its slot needs 'recursive: true'", null);
    }
  }

  private PluginException error(
      ErrorKind kind, TransferItem item, String reason, @Nullable Throwable cause) {
    return new PluginException(
        kind,
        "%s %s to %s: %s".formatted(protocol, item.source(), item.destination(), reason),
        cause);
  }

  private static ErrorKind kindOf(FileSystemException e, TransferItem item) {
    boolean inTheWay = !item.recursive() && Files.isDirectory(Path.of(item.destination()));
    return inTheWay || e instanceof FileAlreadyExistsException || e instanceof SpecialFileException
        ? ErrorKind.USER
        : ErrorKind.TRANSIENT;
  }

  private static String reason(FileSystemException e) {
    return e.getReason() == null ? e.toString() : e.getReason();
  }
}
