package io.balsam.engine.transfer;

import io.balsam.engine.config.LocationUrl;
import io.balsam.engine.config.TransferLimits;
import io.balsam.engine.config.TransferLocations;
import io.balsam.engine.config.TransferLocations.Place;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.plugin.TransferWay;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.Transfer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Ways that files can be moved at this site: the URLs of locations with the transfers that reach
 * them. Thread-safe.
 */
public final class Ways {

  /** Size of an item whose size is not known, to compare ways. */
  static final long TYPICAL = 1 << 20;

  /**
   * One way to a location.
   *
   * @param url where the files lie
   * @param transfer moves them
   */
  record Way(LocationUrl url, TransferWay transfer) {

    String name() {
      return transfer.name();
    }
  }

  private final Platform platform;

  /** Creates the ways of a platform. */
  public Ways(Platform platform) {
    this.platform = platform;
  }

  /** Reads the limits of their tasks from the settings. */
  TransferLimits limits() {
    return platform.limits();
  }

  /** Returns the way to link to files of this machine. */
  TransferWay link() {
    return local(TransferWay::links, "links");
  }

  /** Returns the way to copy files on this machine. */
  TransferWay copy() {
    return local(way -> !way.links(), "copies");
  }

  private TransferWay local(Predicate<TransferWay> wanted, String what) {
    return platform.ways(LocationUrl.FILE).stream()
        .filter(wanted)
        .min(Comparator.comparingDouble(way -> way.cost().seconds(1, TYPICAL)))
        .orElseThrow(
            () -> new PluginException(ErrorKind.SITE, "no plugin %s files here".formatted(what)));
  }

  /** Returns the transfer of this name for files of this machine; empty when it is not one. */
  Optional<TransferWay> local(String name) {
    return platform.ways(LocationUrl.FILE).stream()
        .filter(way -> way.name().equals(name))
        .findFirst();
  }

  /**
   * Checks the place that a job names.
   *
   * @param text {@code location:/path} or an absolute path of this machine
   * @throws IllegalArgumentException with what is wrong with it, for users
   */
  public void check(String text) {
    Place unused = place(text);
  }

  /**
   * Returns the place that a job names.
   *
   * @throws IllegalArgumentException with what is wrong with it, for users
   */
  Place place(String text) {
    return platform.locations().place(text);
  }

  /**
   * Checks that something reaches a place.
   *
   * @param via name of a transfer; empty for any
   * @throws IllegalArgumentException when nothing does, for users
   * @throws PluginException when there is no transfer of the name
   */
  void checkReached(Place place, String via) {
    if (place.name().isEmpty()) {
      Optional<Path> unused = mounted(place, via);
      return;
    }
    boolean local = via.isEmpty() || local(via).isPresent();
    if (!local || !platform.locations().mayBeHere(place)) {
      List<Way> unused = to(place, via);
    }
  }

  /**
   * Returns the path of a place on this machine: of a path, and of a location that is mounted here.
   *
   * @param via name of a transfer; empty for the best one
   */
  Optional<Path> mounted(Place place, String via) {
    boolean elsewhere = !via.isEmpty() && local(via).isEmpty();
    if (place.name().isEmpty()) {
      if (elsewhere) {
        throw new IllegalArgumentException(
            "the transfer '%s' moves no files on this machine".formatted(via));
      }
      return Optional.of(Path.of(place.path()));
    }
    if (elsewhere) {
      return Optional.empty();
    }
    return platform.locations().urls(place).stream()
        .filter(url -> url.scheme().equals(LocationUrl.FILE))
        .filter(url -> Files.isDirectory(url.local("/")))
        .findFirst()
        .map(url -> url.local(place.path()));
  }

  /**
   * Returns the ways to a location that is not mounted here, in the order of its URLs.
   *
   * @param via name of the transfer to use; empty for any
   * @throws IllegalArgumentException when there is none, with the reason
   */
  List<Way> to(Place place, String via) {
    List<Way> ways = new ArrayList<>();
    for (LocationUrl url : platform.locations().urls(place)) {
      if (!url.scheme().equals(LocationUrl.FILE)) {
        platform.ways(url.scheme()).stream()
            .filter(way -> via.isEmpty() || way.name().equals(via))
            .forEach(way -> ways.add(new Way(url, way)));
      }
    }
    if (ways.isEmpty()) {
      throw new IllegalArgumentException(none(place, via));
    }
    return ways;
  }

  /** Returns whether other locations are reached in the same manner as by a way. */
  boolean isShared(Way way) {
    TransferLocations locations = platform.locations();
    return locations.names().stream()
        .flatMap(name -> locations.urls(new Place(name, "/")).stream())
        .anyMatch(url -> url.scheme().equals(way.url().scheme()) && !url.equals(way.url()));
  }

  private String none(Place place, String via) {
    if (!via.isEmpty()) {
      // Refuses a name that no plugin has.
      Transfer unused = platform.transfer(via);
    }
    List<LocationUrl> urls = platform.locations().urls(place);
    String written = urls.stream().map(LocationUrl::toString).collect(Collectors.joining(", "));
    if (!via.isEmpty()) {
      return "the transfer '%s' does not reach the location '%s' (%s)"
          .formatted(via, place.name(), written);
    }
    if (urls.stream().allMatch(url -> url.scheme().equals(LocationUrl.FILE))) {
      return "the location '%s' is not on this machine: there is no directory %s"
          .formatted(place.name(), written);
    }
    return "nothing here reaches the location '%s' (%s)".formatted(place.name(), written);
  }

  /**
   * Returns the transfer of a way.
   *
   * @throws PluginException when it cannot be created
   */
  Transfer transfer(Way way) {
    return platform.transfer(way.name());
  }
}
