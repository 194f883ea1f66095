package io.balsam.cli.site;

import io.balsam.cli.term.Io;
import io.balsam.engine.plugin.PluginDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where Balsam itself is installed. */
public final class Installation {

  private Installation() {}

  /** The distribution's folder; empty when started otherwise, as from an IDE. */
  public static Optional<Path> distribution() {
    return Optional.ofNullable(System.getProperty("balsam.home")).map(Path::of);
  }

  /** The folder of plugins for all sites: of {@code BALSAM_HOME}, else of the distribution. */
  public static Optional<Path> sharedPlugins(Io io) {
    String home = io.variable("BALSAM_HOME");
    Optional<Path> chosen = home.isEmpty() ? distribution() : Optional.of(Path.of(home));
    return chosen.map(path -> io.directory().resolve(path).resolve("plugins"));
  }

  /**
   * Every folder that plugins of a site may lie in. A directory that runs were merely started in
   * may have a folder {@code plugins} of the user's own: it is a place only once something was
   * installed.
   */
  public static List<Path> pluginPlaces(Io io, Site site) {
    List<Path> places = new ArrayList<>();
    distribution().ifPresent(home -> places.add(home.resolve("plugins")));
    sharedPlugins(io).filter(place -> !places.contains(place)).ifPresent(places::add);
    Path own = site.directory().resolve("plugins");
    if (site.made() || PluginDirectory.is(own)) {
      places.add(own);
    }
    return places;
  }
}
