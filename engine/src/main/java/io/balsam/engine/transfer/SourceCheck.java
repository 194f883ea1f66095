package io.balsam.engine.transfer;

import io.balsam.engine.domain.TransferSlot;
import io.balsam.engine.text.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Checks files of this machine that are to be staged; says what would be right. */
final class SourceCheck {

  /** Names that are read of a directory to find a similar one; a directory may have millions. */
  private static final int NAMES = 1_000;

  private SourceCheck() {}

  /**
   * Checks that it is a file: reading from a pipe or a device may have no end.
   *
   * @throws IllegalArgumentException with what it is instead, for users
   */
  static void file(Path source) {
    if (Files.isRegularFile(source)) {
      return;
    }
    checkThere(source);
    if (Files.isDirectory(source)) {
      throw new IllegalArgumentException(
          source + " is a directory: its slot needs 'recursive: true'");
    }
    throw new IllegalArgumentException(
        source + " is a pipe, a socket or a device: inputs are files and directories");
  }

  /** Checks that a name can be passed on as text. */
  static void name(Path source) {
    if (!isText(source)) {
      throw new IllegalArgumentException(
          "the name of " + source + " is not in this system's encoding: rename it");
    }
  }

  private static boolean isText(Path path) {
    try {
      return Path.of(path.toString()).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Checks that it is what a slot takes. */
  static void slot(TransferSlot slot, Path source) {
    if (slot.recursive()) {
      checkThere(source);
    } else {
      file(source);
    }
  }

  private static void checkThere(Path source) {
    if (Files.exists(source)) {
      return;
    }
    try {
      throw new IllegalArgumentException(
          source + " is a link to " + Files.readSymbolicLink(source) + ", which is not there");
    } catch (AccessDeniedException e) {
      throw new IllegalArgumentException(source + ": Permission denied", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(source + " is not there" + nearest(source), e);
    }
  }

  private static String nearest(Path source) {
    Path missing = source;
    Path directory = source.getParent();
    while (directory != null && !Files.exists(directory)) {
      missing = directory;
      directory = directory.getParent();
    }
    String above = missing.equals(source) ? "" : ": there is no " + missing;
    return directory == null ? above : above + similar(missing, directory);
  }

  private static String similar(Path missing, Path directory) {
    try (Stream<Path> all = Files.list(directory)) {
      List<String> names =
          all.limit(NAMES).map(path -> path.getFileName().toString()).sorted().toList();
      return Nearest.to(missing.getFileName().toString(), names)
          .map(near -> ": did you mean '" + near + "'?")
          .orElse("");
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }
}
