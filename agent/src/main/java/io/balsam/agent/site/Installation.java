package io.balsam.agent.site;

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

  /**
   * Returns the directory of plugins for all sites: that of {@code BALSAM_HOME}, else of the
   * distribution.
   */
  public static Optional<Path> sharedPlugins(Environment environment) {
    String home = environment.variable("BALSAM_HOME");
    Optional<Path> chosen = home.isEmpty() ? distribution() : Optional.of(Path.of(home));
    return chosen.map(path -> environment.directory().resolve(path).resolve("plugins"));
  }

  /**
   * Returns every directory that may contain plugins of a site. The distribution itself is trusted;
   * a directory that a variable names is checked in the same way as a site.
   *
   * @throws UntrustedSite when other users can have changed it
   */
  public static List<Path> pluginPlaces(Environment environment, SiteDirectory site) {
    List<Path> places = new ArrayList<>();
    distribution().ifPresent(home -> places.add(home.resolve("plugins")));
    sharedPlugins(environment)
        .filter(place -> !places.contains(place))
        .ifPresent(
            place -> {
              new SiteTrust(environment).plugins(place);
              places.add(place);
            });
    if (site.hasPlugins()) {
      places.add(site.plugins());
    }
    return places;
  }
}
