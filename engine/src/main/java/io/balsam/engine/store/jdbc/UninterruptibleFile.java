package io.balsam.engine.store.jdbc;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBase;
import org.jspecify.annotations.Nullable;

/**
 * File that no interrupt closes. Java's file channels close themselves for all threads when a
 * thread that uses them is interrupted, and any thread may read the store.
 *
 * <p>Two handles, one to write and one to read; reads take turns and are served from the page
 * cache. H2's own {@code retry:} reopens the file and may lose the lock meanwhile; {@code async:}
 * takes two threads for each read.
 */
final class UninterruptibleFile extends FileBase {

  private final RandomAccessFile file;

  /** Handle with a position of its own, so that readers do not wait while a writer forces. */
  private final RandomAccessFile reading;

  /** Opens the file in a mode of {@link RandomAccessFile}. */
  UninterruptibleFile(String name, String mode) throws IOException {
    file = new RandomAccessFile(name, mode);
    try {
      reading = new RandomAccessFile(name, "r");
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    synchronized (reading) {
      reading.seek(position);
      return read(reading, target);
    }
  }

  @Override
  public synchronized int read(ByteBuffer target) throws IOException {
    return read(file, target);
  }

  private static int read(RandomAccessFile from, ByteBuffer target) throws IOException {
    byte[] bytes = target.hasArray() ? target.array() : new byte[target.remaining()];
    int start = target.hasArray() ? target.arrayOffset() + target.position() : 0;
    int length = from.read(bytes, start, target.remaining());
    if (length > 0 && target.hasArray()) {
      target.position(target.position() + length);
    } else if (length > 0) {
      target.put(bytes, 0, length);
    }
    return length;
  }

  @Override
  public synchronized int write(ByteBuffer source, long position) throws IOException {
    long before = file.getFilePointer();
    file.seek(position);
    int length = write(source);
    file.seek(before);
    return length;
  }

  @Override
  public synchronized int write(ByteBuffer source) throws IOException {
    int length = source.remaining();
    if (source.hasArray()) {
      file.write(source.array(), source.arrayOffset() + source.position(), length);
      source.position(source.limit());
    } else {
      byte[] bytes = new byte[length];
      source.get(bytes);
      file.write(bytes);
    }
    return length;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    file.getFD().sync();
  }

  @Override
  public synchronized long position() throws IOException {
    return file.getFilePointer();
  }

  @Override
  public synchronized FileChannel position(long position) throws IOException {
    file.seek(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return file.length();
  }

  @Override
  public synchronized FileChannel truncate(long size) throws IOException {
    if (size < file.length()) {
      file.setLength(size);
    }
    return this;
  }

  @Override
  public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return file.getChannel().tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    try (reading) {
      file.close();
    }
  }
}
