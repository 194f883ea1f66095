package io.balsam.engine.trust;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;

/**
 * Describes what a file system refused. Java's exceptions often contain only the file's name: here
 * the message says which permission or which file is missing.
 */
public final class FileTrouble {

  private FileTrouble() {}

  /**
   * Returns a sentence without a final period.
   *
   * @param what the operation that failed: {@code cannot write /dir/file}
   * @param file the file that it was about
   */
  public static String of(String what, Path file, IOException problem) {
    return what + ": " + why(file, problem);
  }

  /** Returns the reason alone. */
  public static String why(Path file, IOException problem) {
    Path path = file.toAbsolutePath();
    String said = reason(problem);
    String lower = said.toLowerCase(Locale.ROOT);
    if (problem instanceof AccessDeniedException || lower.contains("permission denied")) {
      return denied(path);
    }
    if (lower.contains("read-only file system")) {
      return "its file system is mounted read-only";
    }
    if (problem instanceof NoSuchFileException || lower.contains("no such file")) {
      return missing(path);
    }
    if (problem instanceof NotDirectoryException || lower.contains("not a directory")) {
      return Files.exists(path) ? path + " is not a directory" : missing(path);
    }
    if (problem instanceof FileAlreadyExistsException) {
      return path + " already exists" + (Files.isDirectory(path) ? "" : " and is not a directory");
    }
    if (lower.contains("is a directory")) {
      return "it is a directory";
    }
    return said;
  }

  private static String reason(IOException problem) {
    if (problem instanceof FileSystemException system && system.getReason() != null) {
      return Objects.requireNonNull(system.getReason());
    }
    String said = problem.getMessage();
    return said == null ? problem.getClass().getSimpleName() : said;
  }

  private static String missing(Path path) {
    Path up = path;
    for (Path parent = up.getParent(); parent != null; parent = up.getParent()) {
      if (Files.isDirectory(parent)) {
        break;
      }
      if (Files.exists(parent)) {
        return parent + " is not a directory";
      }
      up = parent;
    }
    return up.equals(path) ? "there is no such file" : "there is no directory " + up;
  }

  /**
   * Describes the first directory on the path that this user may not enter; otherwise the file;
   * otherwise its directory.
   */
  private static String denied(Path path) {
    Path at = Objects.requireNonNullElse(path.getRoot(), path);
    for (Path name : path) {
      if (!Files.isExecutable(at)) {
        return "no permission to enter " + described(at);
      }
      at = at.resolve(name);
      if (at.equals(path)) {
        break;
      }
    }
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      boolean read = Files.isReadable(path);
      boolean write = Files.isWritable(path);
      String verb = read == write ? "use" : read ? "write to" : "read";
      return "no permission to %s %s".formatted(verb, described(path));
    }
    Path parent = path.getParent();
    return "no permission to make files in " + described(parent == null ? path : parent);
  }

  private static String described(Path path) {
    String name = System.getProperty("user.name", "?");
    String you = "you are " + (name.equals("?") ? Trust.self() : name);
    try {
      PosixFileAttributes is = Files.readAttributes(path, PosixFileAttributes.class);
      return "%s, which is %s's (%s); %s"
          .formatted(
              path, is.owner().getName(), PosixFilePermissions.toString(is.permissions()), you);
    } catch (IOException | UnsupportedOperationException e) {
      return path + "; " + you;
    }
  }
}
