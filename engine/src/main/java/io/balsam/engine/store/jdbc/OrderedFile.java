package io.balsam.engine.store.jdbc;

import io.balsam.engine.trust.DatabaseUrl;
import io.balsam.engine.trust.OwnFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.engine.Constants;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.h2.store.fs.disk.FilePathDisk;
import org.jspecify.annotations.Nullable;

/**
 * H2's file, written so that a power cut leaves a chunk whole or not at all. H2 accepts a chunk
 * when its header and footer are there, but a disk may write those before the pages between them.
 * So the header is written last, after everything else was forced. Public only because H2 creates
 * its instances.
 */
public class OrderedFile extends FilePathWrapper {

  static final String SCHEME = "ordered";

  /** Suffix that H2 appends to the name of a database. */
  static final String SUFFIX = ".mv.db";

  private static final String MEMORY = "jdbc:h2:mem:";

  /**
   * Unit that a disk writes atomically; also H2's block, into which a chunk's header always fits.
   */
  private static final int SECTOR = 4096;

  static {
    FilePath.register(new OrderedFile());
  }

  /** Creates an instance for H2. */
  public OrderedFile() {}

  /** Returns the URL under which H2 uses this class for its file, if it has one. */
  static String url(String url) {
    return url.startsWith(MEMORY) ? url : "jdbc:h2:" + name(url);
  }

  /** Returns the name of a database's file as passed to H2, without its extension. */
  static String name(String url) {
    return SCHEME + ":" + DatabaseUrl.encoded(path(url));
  }

  /** Returns the file of a database with this URL; null for one in memory. */
  static @Nullable Path file(String url) {
    return url.startsWith(MEMORY) ? null : Path.of(path(url) + SUFFIX);
  }

  private static String path(String url) {
    return DatabaseUrl.decoded(url.replaceFirst("^jdbc:h2:(file:)?", ""));
  }

  /** Decodes a name in which characters that H2 would interpret were written as numbers. */
  @Override
  public FilePath unwrap(String name) {
    return FilePath.get(DatabaseUrl.decoded(name.substring(getPrefix().length())));
  }

  @Override
  public @Nullable FilePathWrapper wrap(@Nullable FilePath file) {
    return file == null ? null : getPath(getPrefix() + DatabaseUrl.encoded(file.toString()));
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    Path file = Path.of(getBase().toString());
    boolean fresh = mode.startsWith("rw") && !Files.exists(file);
    FileChannel channel =
        getBase() instanceof FilePathDisk
            ? new UninterruptibleFile(file.toString(), mode)
            : super.open(mode);
    if (fresh && Files.exists(file)) {
      OwnFiles.tighten(file);
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(Constants.SUFFIX_MV_STORE_TEMP_FILE)) {
        // This file replaces the old one: users who could read that may read this.
        String old =
            name.substring(0, name.length() - Constants.SUFFIX_MV_STORE_TEMP_FILE.length());
        OwnFiles.sameForOthers(file.resolveSibling(old), file);
      }
    }
    return new Channel(channel);
  }

  private static final class Channel extends DelegatingFile {

    Channel(FileChannel file) {
      super(file);
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      int length = source.remaining();
      if (length > SECTOR) {
        ByteBuffer rest = source.duplicate().position(source.position() + SECTOR);
        writeFully(rest, position + SECTOR);
        file.force(false);
        source.limit(source.position() + SECTOR);
      }
      int end = source.position() + length;
      writeFully(source, position);
      source.limit(end).position(end);
      return length;
    }

    private void writeFully(ByteBuffer source, long position) throws IOException {
      long at = position;
      while (source.hasRemaining()) {
        at += file.write(source, at);
      }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      int written = write(source, file.position());
      file.position(file.position() + written);
      return written;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      file.force(metaData);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      file.truncate(size);
      return this;
    }

    @Override
    public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }
  }
}
