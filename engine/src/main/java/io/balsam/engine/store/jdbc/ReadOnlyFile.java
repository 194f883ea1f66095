package io.balsam.engine.store.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.h2.store.fs.FilePath;

/**
 * H2's file, opened for reading while another process may write to it. No lock is needed: written
 * data is never overwritten ({@link H2Database}), and an incomplete chunk does not count ({@link
 * OrderedFile}). Public only because H2 creates its instances.
 */
public final class ReadOnlyFile extends OrderedFile {

  private static final String SCHEME = "lookedat";

  static {
    FilePath.register(new ReadOnlyFile());
  }

  /** Creates an instance for H2. */
  public ReadOnlyFile() {}

  /** Returns the name under which H2 uses this class for the file, without its extension. */
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

  /** Does nothing: H2 cleans up before it opens a file, while the writer may be using it. */
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
      throw new IOException("the file is opened read-only");
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      throw new IOException("the file is opened read-only");
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
