package io.balsam.engine.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.balsam.engine.api.Json;
import io.balsam.engine.domain.SiteLayout;
import io.balsam.engine.trust.FileTrouble;
import io.balsam.engine.trust.OwnFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ownership of a site's store by one process, the one that holds the lock on {@code owner.lock}.
 * The kernel releases the lock however the process ends, so {@code owner.json} beside it only
 * describes the owner and is never a claim.
 */
public final class Ownership implements AutoCloseable {

  /**
   * Directories that this process owns. Checked before the file is opened, because closing any
   * channel of a file releases every lock that the process has on it.
   */
  private static final Set<Path> OWNED = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel lock;

  private Ownership(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /**
   * Becomes the owner.
   *
   * @param balsamDir the site's {@code .balsam}; created when it does not exist
   * @return empty when another process, or another part of this one, is the owner
   * @throws StoreException when the directory cannot be written to
   */
  public static Optional<Ownership> acquire(Path balsamDir) {
    try {
      OwnFiles.makePrivate(balsamDir);
      Path directory = balsamDir.toRealPath();
      if (!OWNED.add(directory)) {
        return Optional.empty();
      }
      Optional<Ownership> ownership = Optional.empty();
      try {
        ownership = lock(directory);
        return ownership;
      } finally {
        if (ownership.isEmpty()) {
          OWNED.remove(directory);
        }
      }
    } catch (AccessDeniedException e) {
      throw new StoreException(
          "%s: you can only read it".formatted(FileTrouble.why(refused(balsamDir, e), e)), e);
    } catch (IOException e) {
      throw StoreException.of("cannot write to " + balsamDir, refused(balsamDir, e), e);
    }
  }

  /** Returns the file that the error is about, or this directory where the error does not say. */
  private static Path refused(Path balsamDir, IOException problem) {
    return problem instanceof FileSystemException refusal && refusal.getFile() != null
        ? Path.of(refusal.getFile())
        : balsamDir;
  }

  private static Optional<Ownership> lock(Path directory) throws IOException {
    FileChannel channel = OwnFiles.openPrivate(directory.resolve(SiteLayout.OWNER_LOCK));
    Optional<Ownership> ownership = Optional.empty();
    try {
      if (channel.tryLock() != null) {
        Ownership taken = new Ownership(directory, channel);
        taken.write(OwnerInfo.here(directory));
        ownership = Optional.of(taken);
      }
      return ownership;
    } finally {
      if (ownership.isEmpty()) {
        channel.close();
      }
    }
  }

  /**
   * Publishes the address of the owner for other processes of this user.
   *
   * @param pin of the key by which the owner identifies itself; empty when nothing is encrypted
   * @throws StoreException when it cannot be written
   */
  public void publish(String url, String token, String pin) {
    try {
      write(OwnerInfo.here(directory).listening(url, token, pin));
    } catch (IOException e) {
      throw StoreException.of("cannot write " + directory.resolve(SiteLayout.OWNER), directory, e);
    }
  }

  /**
   * Writes the description atomically: a reader sees the old text or the new one. Only this user
   * can read either.
   */
  private void write(OwnerInfo info) throws IOException {
    OwnFiles.writePrivate(
        directory.resolve(SiteLayout.OWNER), Json.mapper().writeValueAsBytes(info));
  }

  /**
   * Returns whether a process owns the site now. Needs only the right to read, and keeps other
   * processes from becoming the owner for no longer than an instant.
   */
  public static boolean held(Path balsamDir) {
    try {
      Path directory = balsamDir.toRealPath();
      if (OWNED.contains(directory)) {
        return true;
      }
      try (FileChannel channel =
          FileChannel.open(directory.resolve(SiteLayout.OWNER_LOCK), StandardOpenOption.READ)) {
        return channel.tryLock(0, Long.MAX_VALUE, true) == null;
      }
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException unknown) {
      // There is no lock, or this user has no access to it.
      return false;
    }
  }

  /** Returns whether this user may find out how to reach the owner. */
  public static boolean mayAsk(Path balsamDir) {
    Path file = balsamDir.resolve(SiteLayout.OWNER);
    return !Files.exists(file) || Files.isReadable(file);
  }

  /**
   * Returns the present owner, as far as it is known.
   *
   * @return empty when there is none, when the description is of a process that is gone or was
   *     copied with the site, or when only the owner's user may read it
   */
  public static Optional<OwnerInfo> read(Path balsamDir) {
    Path file = balsamDir.resolve(SiteLayout.OWNER);
    try {
      OwnerInfo info = Json.mapper().readValue(Files.readAllBytes(file), OwnerInfo.class);
      return Optional.of(info).filter(OwnerInfo::mayLive).filter(owner -> owner.isOf(balsamDir));
    } catch (NoSuchFileException | AccessDeniedException | JsonProcessingException nobody) {
      return Optional.empty();
    } catch (IOException e) {
      throw StoreException.of("cannot read " + file, file, e);
    }
  }

  /** Releases ownership. */
  @Override
  public void close() {
    try (lock) {
      Files.deleteIfExists(directory.resolve(SiteLayout.OWNER));
    } catch (IOException e) {
      throw new StoreException("cannot release " + directory, e);
    } finally {
      OWNED.remove(directory);
    }
  }
}
