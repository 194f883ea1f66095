package io.balsam.agent.site;

import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import io.balsam.engine.trust.Fault;
import io.balsam.engine.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Refuses files that other users can have planted for the user to run: a site's settings and
 * plugins are code, and so are the user's own settings. Sites in the user's {@code safe_sites} are
 * accepted.
 */
public final class SiteTrust {

  private final Environment environment;
  private final Trust trust;

  public SiteTrust(Environment environment) {
    this.environment = environment;
    trust = Trust.of(environment.variables());
  }

  /**
   * Checks that a site may be read. A directory without files of Balsam may.
   *
   * @throws UntrustedSite when other users can have changed it
   */
  public SiteDirectory toLook(SiteDirectory site) {
    boolean bare = !site.hasPlugins() && site.searched().stream().noneMatch(SiteTrust::there);
    return bare ? site : toOwn(site);
  }

  /**
   * Checks that runs may be started in a site.
   *
   * @throws UntrustedSite when other users can have changed it, or can from now on
   */
  public SiteDirectory toOwn(SiteDirectory site) {
    Path directory = site.directory();
    Optional<Fault> fault =
        Files.exists(directory) ? trust.againstPlace(directory) : Optional.empty();
    fault = fault.or(() -> first(site.searched(), trust::against)).or(() -> record(site));
    if (site.hasPlugins()) {
      fault = fault.or(() -> trust.againstTree(site.plugins()));
    }
    if (site.made()) {
      fault = fault.or(() -> first(site.usedByAgent(), trust::against));
    }
    fault.ifPresent(
        found -> {
          if (!listed(directory, found.path())) {
            throw refused(directory, found);
          }
        });
    return site;
  }

  /** Checks the files of the record; those in a directory that no other user can enter are safe. */
  private Optional<Fault> record(SiteDirectory site) {
    try (Stream<Path> files =
        trust.entered(site.balsam()) ? Files.list(site.balsam()) : Stream.empty()) {
      return first(files.sorted().toList(), trust::against);
    } catch (IOException e) {
      return Optional.of(new Fault(site.balsam(), "cannot be examined (" + e + ")", false));
    }
  }

  /**
   * Checks that a directory of plugins for all sites may be used.
   *
   * @throws UntrustedSite when other users can have changed it
   */
  void plugins(Path folder) {
    trust
        .againstTree(folder)
        .filter(fault -> !listed(folder, fault.path()))
        .ifPresent(
            fault -> {
              throw refused(folder, fault);
            });
  }

  /**
   * Checks that the user's own settings belong to the user.
   *
   * @throws OperationRefused when other users can have changed them
   */
  public Path ownSettings() {
    Path file = environment.userSettings();
    Optional<Fault> fault =
        Files.exists(file)
            ? trust
                .against(file)
                .or(() -> trust.againstPlace(Objects.requireNonNull(file.getParent())))
            : Optional.empty();
    fault.ifPresent(
        found -> {
          throw new OperationRefused(
              found.own()
                  ? "%s: your settings are not read: chmod go-w %s".formatted(found, found.path())
                  : "%s: your settings are not read: set XDG_CONFIG_HOME to a directory of your own"
                      .formatted(found));
        });
    return file;
  }

  private boolean listed(Path directory, Path faulty) {
    return Settings.safeSites(environment.variables(), ownSettings()).stream()
        .anyMatch(
            entry ->
                covers(entry, directory)
                    || (!faulty.startsWith(real(directory)) && covers(entry, faulty)));
  }

  private boolean covers(String entry, Path path) {
    if (entry.equals("*")) {
      return true;
    }
    boolean below = entry.endsWith("/*");
    String text = below ? entry.substring(0, entry.length() - 2) : entry;
    Path listed =
        Path.of(text.startsWith("~/") ? environment.home() + text.substring(1) : text + "/");
    return Stream.of(path.normalize(), real(path))
        .anyMatch(
            each ->
                Stream.of(listed.normalize(), real(listed))
                    .anyMatch(
                        trusted ->
                            below
                                ? each.startsWith(trusted) && !each.equals(trusted)
                                : each.equals(trusted)));
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  private UntrustedSite refused(Path directory, Fault fault) {
    boolean ours = fault.path().startsWith(directory) && !fault.path().equals(directory);
    String mine =
        fault.own()
            ? "check its content, then 'chmod %sgo-w %s'; "
                .formatted(ours && Files.isDirectory(fault.path()) ? "-R " : "", fault.path())
            : "";
    return new UntrustedSite(
        "%s is not used, since settings and plugins can run code: %s".formatted(directory, fault),
        "%sif you trust everyone who can change it, write '%s: [%s]' into %s"
            .formatted(mine, Setting.SAFE_SITES.key(), directory, environment.userSettings()));
  }

  private static boolean there(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static <T> Optional<Fault> first(List<T> all, Function<T, Optional<Fault>> look) {
    return all.stream().map(look).flatMap(Optional::stream).findFirst();
  }
}
