package io.balsam.engine.transfer;

import io.balsam.engine.config.TransferLocations.Place;
import java.util.HashSet;
import java.util.Set;

/** Checks places that jobs name; whether a location is reached, once for all jobs. */
public final class PlaceCheck {

  private record Reached(String location, String via) {}

  private final Ways ways;
  private final Set<Reached> reached = new HashSet<>();

  public PlaceCheck(Ways ways) {
    this.ways = ways;
  }

  /**
   * Checks one place.
   *
   * @param text {@code location:/path} or an absolute path of this machine
   * @param via name of the transfer that is to move files there; empty for any
   * @throws IllegalArgumentException with what is wrong with it, for users
   * @throws io.balsam.spi.PluginException when there is no transfer of the name
   */
  public void check(String text, String via) {
    Place place = ways.place(text);
    Reached asked = new Reached(place.name(), via);
    if (!reached.contains(asked)) {
      ways.checkReached(place, via);
      reached.add(asked);
    }
  }
}
