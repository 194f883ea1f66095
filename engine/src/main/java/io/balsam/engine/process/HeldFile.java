package io.balsam.engine.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** File that is held open, so that it can be read even if a job has removed it meanwhile. */
final class HeldFile {

  private final @Nullable RandomAccessFile file;

  private HeldFile(@Nullable RandomAccessFile file) {
    this.file = file;
  }

  /**
   * Opens a file, and creates it if there is none. One that cannot be opened reads as empty: who
   * writes to it reports that.
   *
   * @throws IOException if the machine lacks something to open it
   */
  static HeldFile open(Path path) throws IOException {
    // Opening a named pipe would wait for a writer.
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      return new HeldFile(null);
    }
    try {
      return new HeldFile(new RandomAccessFile(path.toFile(), "rw"));
    } catch (IOException e) {
      if (Lack.of(e, path).isPresent()) {
        throw e;
      }
      return new HeldFile(null);
    }
  }

  /** Returns the end of the file, as {@link LastWords#of(Path, long, int)} does. */
  String last(long from, int most) {
    try {
      return file == null ? "" : LastWords.of(file, from, most);
    } catch (IOException e) {
      return "";
    }
  }

  void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
