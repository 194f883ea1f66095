package io.balsam.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Standard output of this process; remembers a failure to write. */
final class StandardOutput extends OutputStream {

  private static final Path ITSELF = Path.of("/proc/self/fd/1");

  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private volatile @Nullable IOException failure;

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    IOException before = failure;
    if (before != null) {
      throw before;
    }
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /**
   * Returns the reason why not all output could be written; null when all of it could, or when the
   * reader closed its end.
   */
  @Nullable String trouble() {
    IOException seen = failure;
    return seen == null || readerGone(seen) ? null : seen.getMessage();
  }

  /**
   * Returns whether the output is a pipe or socket: those fail only once their reader is gone. The
   * message alone does not tell, as it may be in any language.
   */
  private static boolean readerGone(IOException failure) {
    try {
      String target = Files.readSymbolicLink(ITSELF).toString();
      return target.startsWith("pipe:") || target.startsWith("socket:");
    } catch (IOException e) {
      return "Broken pipe".equals(failure.getMessage());
    }
  }
}
