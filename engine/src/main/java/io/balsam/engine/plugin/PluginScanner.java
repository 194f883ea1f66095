package io.balsam.engine.plugin;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds the plugins in folders. */
final class PluginScanner {

  private PluginScanner() {}

  /**
   * Returns the plugins in the order of the places, by file name within each; a place may be a
   * plugin itself, and counts once.
   */
  static List<InstalledPlugin> scan(List<Path> places) {
    List<InstalledPlugin> found = new ArrayList<>();
    Set<Path> different = new LinkedHashSet<>();
    places.forEach(place -> different.add(real(place)));
    for (Path path : different) {
      if (PluginFiles.isPlugin(path)) {
        found.add(PluginReader.read(path));
      } else if (Files.isDirectory(path)) {
        found.addAll(in(path));
      }
    }
    return withDoublesMarked(found);
  }

  /** Returns the real path: a site may be inside the installation, or name a folder by a link. */
  private static Path real(Path place) {
    try {
      return place.toRealPath();
    } catch (IOException e) {
      return place.toAbsolutePath().normalize();
    }
  }

  private static List<InstalledPlugin> in(Path folder) {
    Map<Path, InstalledPlugin> found = new TreeMap<>();
    List<Path> zips = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, "[!.]*")) {
      for (Path child : children) {
        if (PluginArchive.isZip(child)) {
          zips.add(child);
        } else if (PluginFiles.isPlugin(child)) {
          found.put(child, PluginReader.read(child));
        }
      }
      addZips(zips, found);
    } catch (IOException e) {
      found.put(folder, PluginReader.unreadable(folder, e));
    }
    return List.copyOf(found.values());
  }

  /**
   * Adds zips that are newer than their folders. The folder of an older version no longer counts.
   */
  private static void addZips(List<Path> zips, Map<Path, InstalledPlugin> found)
      throws IOException {
    for (Path zip : zips) {
      if (PluginArchive.unpacked(zip).isEmpty()) {
        found.remove(PluginArchive.folderOf(zip));
        found.put(zip, PluginReader.read(zip));
      }
    }
  }

  private static List<InstalledPlugin> withDoublesMarked(List<InstalledPlugin> found) {
    Map<String, InstalledPlugin> first = new HashMap<>();
    List<InstalledPlugin> marked = new ArrayList<>();
    for (InstalledPlugin plugin : found) {
      InstalledPlugin other = first.putIfAbsent(plugin.id(), plugin);
      marked.add(
          other == null
              ? plugin
              : plugin.withProblem(
                  "is installed twice: remove this one or %s".formatted(other.path())));
    }
    return marked;
  }
}
