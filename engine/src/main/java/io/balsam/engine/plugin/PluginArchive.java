package io.balsam.engine.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A plugin as one zip: {@code classes/} and {@code lib/}, as PF4J packs it. */
final class PluginArchive {

  private PluginArchive() {}

  static boolean isZip(Path path) {
    return path.toString().endsWith(".zip") && Files.isRegularFile(path);
  }

  /**
   * The folder of a zip's content beside it, under its name; made anew when the zip is younger.
   * Whoever comes at the same time sees either nothing or all of it.
   */
  static Path unpackBeside(Path zip) throws IOException {
    String name = zip.getFileName().toString();
    Path folder = zip.resolveSibling(name.substring(0, name.length() - ".zip".length()));
    if (isUnpacked(zip, folder)) {
      return folder;
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

  /** A name beside a path, on the same file system, that no scan looks at. */
  static Path hiddenBeside(Path path) {
    return path.resolveSibling(".balsam-" + UUID.randomUUID());
  }

  /** Unpacks into a folder that does not exist yet. */
  static void unpack(Path zip, Path folder) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Files.createDirectory(folder);
      for (ZipEntry entry : Collections.list(file.entries())) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("its entry " + entry.getName() + " leads out of it");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          try (InputStream in = file.getInputStream(entry)) {
            Files.copy(in, target);
          }
        }
      }
    }
  }

  /** Deletes a file or a folder with all in it; nothing there is fine. */
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
