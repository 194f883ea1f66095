package io.balsam.engine.plugin;

import io.balsam.engine.text.Nearest;
import io.balsam.engine.trust.FileTrouble;
import io.balsam.engine.trust.OwnFiles;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Folder of plugins: lists, installs and removes them.
 *
 * <p>A new version is moved into the folder before the old one is removed: if the process is killed
 * in between, both are there and reported, never neither. Only an identical version is removed
 * first. An id that another place has is rejected, since the first plugin found is used.
 */
public final class PluginDirectory {

  /** Marker of a folder into which {@link #install} has put something. */
  private static final String MARKER = ".balsam-plugins";

  private final Path directory;
  private final List<Path> places;

  /**
   * Creates a view of a folder that is the only place of plugins.
   *
   * @param directory need not exist yet
   */
  public PluginDirectory(Path directory) {
    this(directory, List.of());
  }

  /**
   * Creates a view of a folder.
   *
   * @param directory need not exist yet
   * @param places all places that are searched for plugins: a plugin in them is not installed a
   *     second time
   */
  public PluginDirectory(Path directory, List<Path> places) {
    this.directory = directory.toAbsolutePath().normalize();
    this.places = List.copyOf(places);
  }

  /** Returns whether a plugin was ever installed into this folder. */
  public static boolean is(Path folder) {
    return Files.exists(folder.resolve(MARKER));
  }

  /**
   * Returns the plugins in these places, in their order, by file name within each; runs no plugin's
   * code.
   */
  public static List<InstalledPlugin> list(List<Path> places) {
    return PluginScanner.scan(places);
  }

  /**
   * Installs a plugin. It is unpacked, loaded and checked beside its destination, and moved there
   * only when all checks pass; another version of the same plugin is replaced.
   *
   * @param archive a plugin's zip or jar
   * @return the installed plugin
   * @throws PluginException USER when it is not a plugin that works here, with the remedy; SITE
   *     when the folder cannot be written
   */
  public InstalledPlugin install(Path archive) {
    if (!Files.isRegularFile(archive) || !archive.toString().matches(".*\\.(zip|jar)")) {
      throw new PluginException(
          ErrorKind.USER, archive + " is not a plugin to install: it must be a .zip or .jar file");
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
          ErrorKind.SITE, FileTrouble.of("cannot write to " + directory, directory, e), e);
    }
  }

  /**
   * Removes a plugin.
   *
   * @return the removed plugin
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
      refuseSecond(plugin);
    } catch (PluginException e) {
      String message =
          String.valueOf(e.getMessage()).replace(staged.toString(), archive.toString());
      throw new PluginException(ErrorKind.USER, message, e);
    }
    List<InstalledPlugin> before =
        installed.stream().filter(old -> old.id().equals(plugin.id())).toList();
    Path place = directory.resolve(plugin.id() + "-" + plugin.version() + suffix(staged));
    boolean same = before.stream().anyMatch(old -> old.path().equals(place));
    if (!same && Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new PluginException(
          ErrorKind.USER, "%s is not a plugin and is in the way: move it away".formatted(place));
    }
    OwnFiles.makeFile(directory.resolve(MARKER));
    if (same) {
      moveAway(before, staging);
      Files.move(staged, place);
    } else {
      // If killed in between, both are there and reported; never neither.
      Files.move(staged, place);
      moveAway(before, staging);
    }
    return PluginReader.read(place);
  }

  /** Rejects a plugin whose id another place has: that one would be found first and used. */
  private void refuseSecond(InstalledPlugin plugin) {
    for (InstalledPlugin other : list(places)) {
      if (other.id().equalsIgnoreCase(plugin.id())
          && !other.path().toAbsolutePath().normalize().startsWith(real(directory))) {
        throw new PluginException(
            ErrorKind.USER,
            PluginErrors.of(
                plugin, "is already in %s: remove that one first".formatted(other.path())));
      }
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path;
    }
  }

  private static Path stage(Path archive, Path staging) throws IOException {
    if (!PluginArchive.isZip(archive)) {
      Path jar = Files.copy(archive, staging.resolve("new.jar"));
      OwnFiles.tighten(jar);
      return jar;
    }
    Path folder = staging.resolve("new");
    try {
      PluginArchive.unpack(archive, folder);
    } catch (IOException e) {
      throw new PluginException(
          ErrorKind.USER, PluginErrors.about(PluginReader.unreadable(archive, e)), e);
    }
    return folder;
  }

  private static void check(InstalledPlugin plugin, List<InstalledPlugin> installed) {
    if (!plugin.usable()) {
      throw new PluginException(ErrorKind.USER, PluginErrors.about(plugin));
    }
    List<InstalledPlugin> others = new ArrayList<>(installed);
    others.removeIf(other -> other.id().equals(plugin.id()));
    for (InstalledPlugin other : others) {
      for (ProviderName offer : plugin.provides()) {
        if (other.provides().contains(offer)) {
          throw new PluginException(
              ErrorKind.USER,
              PluginErrors.of(
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

  /** Moves plugins away by one rename each, so that no reader ever finds half a plugin. */
  private static void moveAway(List<InstalledPlugin> plugins, Path staging) throws IOException {
    for (InstalledPlugin plugin : plugins) {
      Path name = plugin.path().getFileName();
      Files.move(plugin.path(), staging.resolve("old-" + name));
      Path zip = plugin.path().resolveSibling(name + ".zip");
      if (Files.exists(zip)) {
        Files.move(zip, staging.resolve("old-" + name + ".zip"));
      }
      moveOutdated(plugin, staging);
    }
  }

  /** Moves the folder away into which an older zip of that name was unpacked. */
  private static void moveOutdated(InstalledPlugin plugin, Path staging) throws IOException {
    if (!plugin.path().toString().endsWith(".zip")) {
      return;
    }
    Path folder = PluginArchive.folderOf(plugin.path());
    if (PluginFiles.isPlugin(folder) && PluginReader.read(folder).id().equals(plugin.id())) {
      Files.move(folder, staging.resolve("old-" + folder.getFileName()));
    }
  }

  private static String suffix(Path path) {
    return path.toString().endsWith(".jar") ? ".jar" : "";
  }
}
