package io.balsam.ssh;

import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Trees of files, whose links are never followed. */
final class Trees {

  /** Puts a file, or a link, of one tree into another one. */
  interface Putting {
    void put(Path from, Path to) throws IOException;
  }

  private Trees() {}

  /**
   * Puts everything below a directory into another one, which is created; links that lead out of
   * the tree are left out.
   */
  static void each(Path from, Path to, Putting putting) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            create(directory, target(directory));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isOther()) {
              throw new FileSystemException(
                  file.toString(), null, "it is a pipe, a socket or a device");
            }
            if (!attributes.isSymbolicLink() || staysWithin(from, file)) {
              putting.put(file, target(file));
            }
            return FileVisitResult.CONTINUE;
          }

          private Path target(Path path) {
            return path.equals(from) ? to : to.resolve(from.relativize(path));
          }
        });
  }

  /** Creates a directory with the permissions of another one; its owner may always write to it. */
  private static void create(Path from, Path to) throws IOException {
    if (!Files.isDirectory(to)) {
      Files.createDirectories(to);
      allow(to, Files.getPosixFilePermissions(from));
    }
  }

  private static void allow(Path directory, Set<PosixFilePermission> others) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.of(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE);
    permissions.addAll(others);
    Files.setPosixFilePermissions(directory, permissions);
  }

  /**
   * Makes the directories of a tree its owner's to write to, and removes the links that lead out of
   * it: on this machine they lead elsewhere.
   */
  static void tame(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            allow(directory, Files.getPosixFilePermissions(directory));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isSymbolicLink() && !staysWithin(root, file)) {
              Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Returns whether a link ends in the tree; {@code ..} behind another name may be a way out. */
  private static boolean staysWithin(Path root, Path link) throws IOException {
    Path target = Files.readSymbolicLink(link);
    boolean descends = false;
    for (Path part : target) {
      if (descends && part.toString().equals("..")) {
        return false;
      }
      descends |= !part.toString().matches("\\.{0,2}");
    }
    return !target.isAbsolute() && link.resolveSibling(target).normalize().startsWith(root);
  }

  /** Copies a file, or a tree to where nothing is. */
  static void copy(Path from, Path to) throws IOException {
    if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
      each(from, to, Trees::copyFile);
    } else {
      copyFile(from, to);
    }
  }

  private static void copyFile(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
  }

  /** Returns the bytes of a file, or of all files of a tree. */
  static long bytes(Path root) throws IOException {
    AtomicLong bytes = new AtomicLong();
    Files.walkFileTree(
        root.toRealPath(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes.addAndGet(attributes.isRegularFile() ? attributes.size() : 0);
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes.get();
  }

  /** Removes a file, or a directory with all below it, if there is one. */
  static void delete(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
