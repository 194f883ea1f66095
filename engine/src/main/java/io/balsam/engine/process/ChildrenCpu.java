package io.balsam.engine.process;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * CPU time of a process's children that have ended, reading by reading. The file is kept open,
 * which costs a quarter of opening it for each reading.
 */
final class ChildrenCpu implements AutoCloseable {

  /** Longer than the part of the file that contains the numbers we need. */
  private static final int LONGEST = 1024;

  private final @Nullable RandomAccessFile file;
  private final byte[] text = new byte[LONGEST];
  private long before;

  ChildrenCpu(long pid) {
    file = open(pid);
  }

  private static @Nullable RandomAccessFile open(long pid) {
    try {
      return new RandomAccessFile("/proc/" + pid + "/stat", "r");
    } catch (FileNotFoundException e) {
      // It has ended already, or this system does not report it.
      return null;
    }
  }

  /** Returns the increase since the last reading; empty where the system does not report it. */
  OptionalLong nanosMore() {
    if (file == null) {
      return OptionalLong.empty();
    }
    try {
      file.seek(0);
      int length = file.read(text);
      if (length <= 0) {
        return OptionalLong.empty();
      }
      long now =
          ProcTable.childrenCpuNanos(new String(text, 0, length, StandardCharsets.ISO_8859_1));
      long more = now - before;
      before = now;
      return OptionalLong.of(more);
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // Nothing was written to it.
    }
  }
}
