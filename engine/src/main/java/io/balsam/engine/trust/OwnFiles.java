package io.balsam.engine.trust;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Creates Balsam's own files so that only their owner can write to them, whatever the umask is. */
public final class OwnFiles {

  /** What is added to a name while a file is written that then gets that name. */
  public static final String FRESH = ".new";

  private static final FileAttribute<?> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final FileAttribute<?> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final Set<PosixFilePermission> OTHERS_WRITE =
      PosixFilePermissions.fromString("----w--w-");

  private OwnFiles() {}

  /**
   * Creates a directory that only its owner can enter, with missing parents; an existing one stays
   * as it is.
   */
  public static void makePrivate(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, PRIVATE_DIRECTORY);
    }
  }

  /**
   * Creates a directory, with missing parents, in which only its owner can create files; others may
   * read it, if the umask allows.
   */
  public static void make(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    if (directory.getParent() != null) {
      make(directory.getParent());
    }
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
    tighten(directory);
  }

  /**
   * Writes a file that only its owner can read, and replaces an existing one; readers see it whole.
   */
  public static void writePrivate(Path file, byte[] content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + FRESH);
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, PRIVATE_FILE);
    try {
      Files.write(fresh, content);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
  }

  /** Opens a file for writing that only its owner can read; created when it does not exist. */
  public static FileChannel openPrivate(Path file) throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), PRIVATE_FILE);
  }

  /** Creates an empty file that only its owner can write, unless there is one. */
  public static void makeFile(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file);
      tighten(file);
    }
  }

  /** Gives a file the group and the permissions of another one. */
  public static void sameForOthers(Path from, Path to) throws IOException {
    PosixFileAttributes attributes = Files.readAttributes(from, PosixFileAttributes.class);
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (!view.readAttributes().group().equals(attributes.group())) {
      view.setGroup(attributes.group());
    }
    view.setPermissions(attributes.permissions());
  }

  /**
   * Removes write permission from all but the owner.
   *
   * @return whether any of them had it
   */
  public static boolean tighten(Path path) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    if (Files.isSymbolicLink(path) || !permissions.removeAll(OTHERS_WRITE)) {
      return false;
    }
    Files.setPosixFilePermissions(path, permissions);
    return true;
  }
}
