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

  /** The words that start Balsam on a node, which sees the distribution too. */
  public static List<String> command() {
    return distribution()
        .map(home -> List.of(home.resolve("bin").resolve("balsam").toString()))
        .orElseGet(() -> JvmCommand.words(List.of()));
  }

  /** The folder of plugins for all sites: of {@code BALSAM_HOME}, else of the distribution. */
  public static Optional<Path> sharedPlugins(Io io) {
    String home = io.variable("BALSAM_HOME");
    Optional<Path> chosen = home.isEmpty() ? distribution() : Optional.of(Path.of(home));
    return chosen.map(path -> io.directory().resolve(path).resolve("plugins"));
  }

  /** Whether the folder {@code plugins} of a site is Balsam's. */
  static boolean hasPlugins(SiteDirectory site) {
    return site.made() || PluginDirectory.is(site.directory().resolve("plugins"));
  }

  /**
   * Every folder that plugins of a site may lie in. A directory that runs were merely started in
   * may have a folder {@code plugins} of the user's own: it is a place only once something was
   * installed. Whoever runs this distribution trusts what is in it; a folder that a variable names
   * is looked at as a site is.
   *
   * @throws io.balsam.cli.option.UsageProblem when others can have changed it
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
