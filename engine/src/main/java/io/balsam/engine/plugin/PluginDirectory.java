package io.balsam.engine.plugin;

import io.balsam.engine.domain.Nearest;
import io.balsam.engine.trust.OwnFiles;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder of plugins: what is in it, how something gets in, how it gets out. */
public final class PluginDirectory {

  /** A folder that {@link #install} has put something into. */
  private static final String MARKER = ".balsam-plugins";

  private final Path directory;

  /**
   * @param directory need not exist yet
   */
  public PluginDirectory(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  /** Whether something was ever installed into this folder. */
  public static boolean is(Path folder) {
    return Files.exists(folder.resolve(MARKER));
  }

  /** What is in these places, in their order, by file name within each; runs no plugin's code. */
  public static List<InstalledPlugin> list(List<Path> places) {
    return PluginPlaces.scan(places);
  }

  /**
   * Puts a plugin in. It is unpacked, loaded and checked beside its place first and moved there
   * only when all is well; another version of the same plugin is replaced.
   *
   * @param archive a plugin's zip or jar
   * @return what has been installed
   * @throws PluginException USER when it is not a plugin that works here, with the cure; SITE when
   *     the folder cannot be written
   */
  public InstalledPlugin install(Path archive) {
    if (!Files.isRegularFile(archive) || !archive.toString().matches(".*\\.(zip|jar)")) {
      throw new PluginException(
          ErrorKind.USER, archive + " is no plugin to install: it must be a .zip or .jar file");
    }
    try {
      OwnFiles.make(directory);
      Path staging = Files.createDirectory(PluginArchive.hiddenBeside(directory.resolve("x")));
      try {
        return install(archive, staging);
      } finally {
        PluginArchive.delete(staging);
      }
    } catch (IOException e) {
      throw new PluginException(
          ErrorKind.SITE, "cannot write to %s: %s".formatted(directory, e), e);
    }
  }

  /**
   * Takes a plugin out.
   *
   * @return what has been removed
   * @throws PluginException USER when there is none of that id, with the nearest; SITE when the
   *     folder cannot be written
   */
  public InstalledPlugin remove(String id) {
    List<InstalledPlugin> installed = list(List.of(directory));
    List<InstalledPlugin> matching = installed.stream().filter(p -> p.id().equals(id)).toList();
    if (matching.isEmpty()) {
      List<String> ids = installed.stream().map(InstalledPlugin::id).toList();
      throw new PluginException(
          ErrorKind.USER,
          "no plugin '%s' in %s: %s"
              .formatted(
                  id,
                  directory,
                  Nearest.question(
                      id, ids, "there is " + (ids.isEmpty() ? "none" : String.join(", ", ids)))));
    }
    try {
      Path staging = Files.createDirectory(PluginArchive.hiddenBeside(directory.resolve("x")));
      moveAway(matching, staging);
      PluginArchive.delete(staging);
    } catch (IOException e) {
      throw new PluginException(ErrorKind.SITE, "cannot remove '%s': %s".formatted(id, e), e);
    }
    return matching.get(0);
  }

  private InstalledPlugin install(Path archive, Path staging) throws IOException {
    Path staged = stage(archive, staging);
    InstalledPlugin plugin = PluginReader.read(staged);
    List<InstalledPlugin> installed = list(List.of(directory));
    try {
      check(plugin, installed);
    } catch (PluginException e) {
      String message =
          String.valueOf(e.getMessage()).replace(staged.toString(), archive.toString());
      throw new PluginException(ErrorKind.USER, message, e);
    }
    moveAway(installed.stream().filter(old -> old.id().equals(plugin.id())).toList(), staging);
    if (!is(directory)) {
      Files.createFile(directory.resolve(MARKER));
    }
    Path place = directory.resolve(plugin.id() + "-" + plugin.version() + suffix(staged));
    Files.move(staged, place);
    return PluginReader.read(place);
  }

  private static Path stage(Path archive, Path staging) throws IOException {
    if (!PluginArchive.isZip(archive)) {
      return Files.copy(archive, staging.resolve("new.jar"));
    }
    Path folder = staging.resolve("new");
    try {
      PluginArchive.unpack(archive, folder);
    } catch (IOException e) {
      throw new PluginException(
          ErrorKind.USER, Complaint.about(PluginReader.unreadable(archive, e)), e);
    }
    return folder;
  }

  private static void check(InstalledPlugin plugin, List<InstalledPlugin> installed) {
    if (!plugin.usable()) {
      throw new PluginException(ErrorKind.USER, Complaint.about(plugin));
    }
    List<InstalledPlugin> others = new ArrayList<>(installed);
    others.removeIf(other -> other.id().equals(plugin.id()));
    for (InstalledPlugin other : others) {
      for (Offer offer : plugin.provides()) {
        if (other.provides().contains(offer)) {
          throw new PluginException(
              ErrorKind.USER,
              Complaint.of(
                  plugin,
                  "offers %s, as the plugin '%s' does: remove that one first"
                      .formatted(offer, other.id())));
        }
      }
    }
    others.add(plugin);
    try (StartedPlugins trial = new StartedPlugins(others)) {
      plugin.provides().forEach(offer -> trial.provider(plugin, offer));
    }
  }

  /** One rename each, so that nobody ever finds half a plugin. */
  private static void moveAway(List<InstalledPlugin> plugins, Path staging) throws IOException {
    for (InstalledPlugin plugin : plugins) {
      Path name = plugin.path().getFileName();
      Files.move(plugin.path(), staging.resolve("old-" + name));
      Path zip = plugin.path().resolveSibling(name + ".zip");
      if (Files.exists(zip)) {
        Files.move(zip, staging.resolve("old-" + name + ".zip"));
      }
    }
  }

  private static String suffix(Path path) {
    return path.toString().endsWith(".jar") ? ".jar" : "";
  }
}
