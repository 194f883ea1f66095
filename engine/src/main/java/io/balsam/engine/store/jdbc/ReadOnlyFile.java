package io.balsam.engine.store.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.h2.store.fs.FilePath;

/**
 * H2's file, only read, while another process may write to it. No lock is needed: what was written
 * is never overwritten ({@link H2Database}), and a chunk that is not whole does not count ({@link
 * OrderedFile}). Public only because H2 makes its instances.
 */
public final class ReadOnlyFile extends OrderedFile {

  private static final String SCHEME = "lookedat";

  static {
    FilePath.register(new ReadOnlyFile());
  }

  /** For H2. */
  public ReadOnlyFile() {}

  /** The name of the file under which H2 uses this class, without its ending. */
  static String name(String url) {
    return SCHEME + OrderedFile.name(url).substring(OrderedFile.SCHEME.length());
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public boolean canWrite() {
    return false;
  }

  /** H2 clears up before it opens a file, while the writer may be at it. */
  @Override
  public void delete() {}

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(FileChannel.open(Path.of(getBase().toString()), StandardOpenOption.READ));
  }

  private static final class Channel extends DelegatingFile {

    Channel(FileChannel file) {
      super(file);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      throw new IOException("the file is only looked at");
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      throw new IOException("the file is only looked at");
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
      return new NoLock(this, position, size);
    }
  }

  private static final class NoLock extends FileLock {

    NoLock(FileChannel channel, long position, long size) {
      super(channel, position, size, true);
    }

    @Override
    public boolean isValid() {
      return true;
    }

    @Override
    public void release() {}
  }
}
