package io.balsam.cli.site;

import io.balsam.cli.term.Io;
import io.balsam.engine.plugin.PluginDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Location of the installed Balsam. */
public final class Installation {

  private Installation() {}

  /** Returns the distribution's directory; empty when started otherwise, as from an IDE. */
  public static Optional<Path> distribution() {
    return Optional.ofNullable(System.getProperty("balsam.home")).map(Path::of);
  }

  /** Returns the words that start Balsam on a node, where the distribution is visible, too. */
  public static List<String> command() {
    return distribution()
        .map(home -> List.of(home.resolve("bin").resolve("balsam").toString()))
        .orElseGet(() -> JvmCommand.words(List.of()));
  }

  /**
   * Returns the directory of plugins for all sites: that of {@code BALSAM_HOME}, else of the
   * distribution.
   */
  public static Optional<Path> sharedPlugins(Io io) {
    String home = io.variable("BALSAM_HOME");
    Optional<Path> chosen = home.isEmpty() ? distribution() : Optional.of(Path.of(home));
    return chosen.map(path -> io.directory().resolve(path).resolve("plugins"));
  }

  /** Returns whether the directory {@code plugins} of a site belongs to Balsam. */
  static boolean hasPlugins(SiteDirectory site) {
    return site.made() || PluginDirectory.is(site.directory().resolve("plugins"));
  }

  /**
   * Returns every directory that may contain plugins of a site. A directory in which runs were
   * merely started may have a {@code plugins} directory of the user's own: it counts only once a
   * plugin was installed. The distribution itself is trusted; a directory that a variable names is
   * checked in the same way as a site.
   *
   * @throws io.balsam.cli.option.UsageProblem when other users can have changed it
   */
  public static List<Path> pluginPlaces(Io io, SiteDirectory site) {
    List<Path> places = new ArrayList<>();
    distribution().ifPresent(home -> places.add(home.resolve("plugins")));
    sharedPlugins(io)
        .filter(place -> !places.contains(place))
        .ifPresent(
            place -> {
              new SiteTrust(io).plugins(place);
              places.add(place);
            });
    if (hasPlugins(site)) {
      places.add(site.directory().resolve("plugins"));
    }
    return places;
  }
}
