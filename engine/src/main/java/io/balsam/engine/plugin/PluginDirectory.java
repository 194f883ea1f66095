package io.balsam.engine.plugin;

import java.nio.file.Path;
import java.util.List;

/** A folder of plugins: what is in it, how something gets in, how it gets out. */
public final class PluginDirectory {

  private final Path directory;

  /**
   * @param directory need not exist yet
   */
  public PluginDirectory(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  /** What is in these places, in their order, by file name within each; runs no plugin's code. */
  public static List<InstalledPlugin> list(List<Path> places) {
    return PluginScan.of(places);
  }

  /**
   * Puts a plugin in. It is unpacked, loaded and checked beside its place first and moved there
   * only when all is well; an older version of the same plugin is replaced.
   *
   * @param archive a plugin's zip or jar
   * @return what has been installed
   * @throws io.balsam.spi.PluginException USER when it is not a plugin that works here, with the
   *     cure; SITE when the folder cannot be written
   */
  public InstalledPlugin install(Path archive) {
    throw new UnsupportedOperationException("install " + archive + " into " + directory);
  }

  /**
   * Takes a plugin out.
   *
   * @return what has been removed
   * @throws io.balsam.spi.PluginException USER when there is none of that id, with the nearest
   */
  public InstalledPlugin remove(String id) {
    throw new UnsupportedOperationException("remove " + id);
  }
}
