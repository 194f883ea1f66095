package io.balsam.engine.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Digests of files. Each file is read once as long as it is unchanged, however many jobs use it.
 *
 * <p>A file is identified by device, inode, size, time of writing and time of change, which cannot
 * be set back. A file that was changed a moment ago may change again without any difference in
 * these: it is not cached until 20 ms have passed, or 2 s where times are whole seconds. Concurrent
 * callers wait for the one that reads. Nothing is kept between processes: restoring a backup would
 * also restore what has to show the change.
 */
public final class ContentDigests {

  private static final int KEPT = 20_000;
  private static final int BLOCK = 256 * 1024;

  /** Longest tick of a file system's clock, unless it has only whole seconds (see below). */
  private static final Duration TICK = Duration.ofMillis(20);

  private static final Duration SLOW_TICK = Duration.ofSeconds(2);

  /** Attributes that change with every write: the time of change cannot be set back. */
  private record State(Map<String, Object> all, FileTime changed) {

    static State of(Path file) throws IOException {
      Map<String, Object> now =
          Files.readAttributes(file, "unix:fileKey,size,lastModifiedTime,ctime");
      return new State(now, (FileTime) Objects.requireNonNull(now.get("ctime")));
    }

    /** Returns whether another write now might leave it the same. */
    boolean fresh() {
      Instant at = changed.toInstant();
      return at.plus(at.getNano() == 0 ? SLOW_TICK : TICK).isAfter(Instant.now());
    }
  }

  private final Map<State, FutureTask<byte[]>> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<State, FutureTask<byte[]>> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * Returns the digest of a regular file. May be called from any thread; concurrent callers wait
   * for the one that reads.
   */
  byte[] of(Path file) throws IOException {
    // A network file system refreshes a file's attributes from its server on open, not before.
    try (InputStream in = Files.newInputStream(file)) {
      State state = State.of(file);
      if (state.fresh()) {
        return read(in);
      }
      FutureTask<byte[]> mine = new FutureTask<>(() -> read(in));
      FutureTask<byte[]> first;
      synchronized (known) {
        first = known.putIfAbsent(state, mine);
      }
      if (first != null) {
        return result(first);
      }
      mine.run();
      boolean whole = false;
      try {
        byte[] digest = result(mine);
        whole = state.equals(State.of(file));
        return digest;
      } finally {
        if (!whole) {
          synchronized (known) {
            known.remove(state, mine);
          }
        }
      }
    }
  }

  private static byte[] result(FutureTask<byte[]> reading) throws IOException {
    try {
      return reading.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static byte[] read(InputStream in) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] block = new byte[BLOCK];
    for (int n = in.read(block); n > 0; n = in.read(block)) {
      digest.update(block, 0, n);
    }
    return digest.digest();
  }
}
