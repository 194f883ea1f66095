package io.balsam.engine.plugin;

import io.balsam.engine.trust.OwnFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Plugin as one zip: {@code classes/} and {@code lib/}, as PF4J packs it.
 *
 * <p>An archive is untrusted input: its manifest is read in place, and it is unpacked only when one
 * of its names is used, into a hidden folder that is then renamed, with limits on names, entries,
 * size and compression ratio.
 */
final class PluginArchive {

  /** Far more than plugins have; less than fills a disk. */
  private static final long MOST_BYTES = 1L << 30;

  private static final long ALWAYS_BYTES = 16L << 20;
  private static final long MOST_RATIO = 100;

  private PluginArchive() {}

  /** Returns the path from which a plugin's code can be loaded; unpacks a zip for that. */
  static Path loadable(Path plugin) throws IOException {
    return isZip(plugin) ? unpackBeside(plugin) : plugin;
  }

  /** Returns the folder of a zip's content, if there is one that is not older than the zip. */
  static Optional<Path> unpacked(Path zip) throws IOException {
    Path folder = folderOf(zip);
    return isUnpacked(zip, folder) ? Optional.of(folder) : Optional.empty();
  }

  static Path folderOf(Path zip) {
    String name = zip.getFileName().toString();
    return zip.resolveSibling(name.substring(0, name.length() - ".zip".length()));
  }

  static boolean isZip(Path path) {
    return path.toString().endsWith(".zip") && Files.isRegularFile(path);
  }

  /**
   * Unpacks a zip into the folder of its name beside it, again when the zip is newer. Concurrent
   * processes see either nothing or all of it.
   */
  private static Path unpackBeside(Path zip) throws IOException {
    Path folder = folderOf(zip);
    if (isUnpacked(zip, folder)) {
      return folder;
    }
    if (Files.exists(folder) && !PluginFiles.isPlugin(folder)) {
      throw new IOException(
          folder.getFileName() + " beside it is not a plugin and stays: rename one of them");
    }
    Path unfinished = hiddenBeside(folder);
    Path old = hiddenBeside(folder);
    try {
      unpack(zip, unfinished);
      // Another process may have been faster, with the same content.
      if (!isUnpacked(zip, folder)) {
        if (Files.exists(folder)) {
          Files.move(folder, old);
        }
        Files.move(unfinished, folder);
      }
    } finally {
      delete(unfinished);
      delete(old);
    }
    return folder;
  }

  private static boolean isUnpacked(Path zip, Path folder) throws IOException {
    return Files.isDirectory(folder)
        && Files.getLastModifiedTime(folder).compareTo(Files.getLastModifiedTime(zip)) >= 0;
  }

  /** Returns a path beside another one, on the same file system, that no scan looks at. */
  static Path hiddenBeside(Path path) {
    return path.resolveSibling(".balsam-" + UUID.randomUUID());
  }

  /** Unpacks into a folder that does not exist yet. */
  static void unpack(Path zip, Path folder) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      List<? extends ZipEntry> entries = Collections.list(file.entries());
      EntryNames.check(entries);
      long budget = Math.min(MOST_BYTES, Math.max(ALWAYS_BYTES, MOST_RATIO * Files.size(zip)));
      OwnFiles.make(folder);
      for (ZipEntry entry : entries) {
        Path target = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          OwnFiles.make(target);
        } else {
          OwnFiles.make(Objects.requireNonNull(target.getParent()));
          budget -= copy(file, entry, target, budget);
        }
      }
    }
  }

  /** Copies an entry and counts its bytes: the size that an entry declares may be wrong. */
  private static long copy(ZipFile file, ZipEntry entry, Path target, long budget)
      throws IOException {
    long size = 0;
    try (InputStream in = file.getInputStream(entry);
        OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
      byte[] part = new byte[1 << 16];
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        size += read;
        if (size > budget) {
          throw new IOException(
              "it is %d bytes and would be more than %d times that, or %d MB, when unpacked"
                  .formatted(Files.size(Path.of(file.getName())), MOST_RATIO, MOST_BYTES >> 20));
        }
        out.write(part, 0, read);
      }
    }
    OwnFiles.tighten(target);
    return size;
  }

  /** Deletes a file or a folder with everything in it; does nothing if there is none. */
  static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(path)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path each : deepestFirst) {
      Files.delete(each);
    }
  }
}
