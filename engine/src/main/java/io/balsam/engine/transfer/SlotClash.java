package io.balsam.engine.transfer;

import io.balsam.engine.config.TransferLocations.Place;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.TransferSlot;
import io.balsam.engine.domain.TransferSlot.Direction;
import io.balsam.engine.files.GlobPattern;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two transfer slots of one job that would write the same path.
 *
 * @param slot the second of them
 * @param message what is wrong, for users
 */
public record SlotClash(String slot, String message) {

  private record Target(Direction direction, String path) {}

  private record Source(String slot, String text) {}

  /**
   * Returns the first clash of a job's slots, as far as it can be told before the job runs: the
   * files that match a pattern are not known.
   *
   * @param transfers places by slot, each {@code location:/path} or an absolute path
   */
  public static Optional<SlotClash> of(App app, Map<String, List<String>> transfers) {
    Map<Target, Source> sources = new HashMap<>();
    for (TransferSlot slot : app.transfers().values()) {
      List<String> places = transfers.getOrDefault(slot.name(), List.of());
      for (String place : places) {
        if (slot.direction() == Direction.OUT && GlobPattern.hasWildcard(slot.localPath())) {
          continue;
        }
        Target target = target(slot, Place.of(place), places.size() > 1);
        // What comes is the same file when it comes from the same place.
        Source source = new Source(slot.name(), slot.direction() == Direction.IN ? place : "");
        Source other = sources.put(target, source);
        if (other != null && (source.text().isEmpty() || !source.text().equals(other.text()))) {
          return Optional.of(new SlotClash(slot.name(), message(target, source, other)));
        }
      }
    }
    return Optional.empty();
  }

  private static Target target(TransferSlot slot, Place place, boolean several) {
    if (slot.direction() == Direction.IN) {
      Path name = SlotPaths.inWorkdir(slot, place, several);
      return new Target(Direction.IN, name.normalize().toString());
    }
    return new Target(Direction.OUT, SlotPaths.target(slot, place));
  }

  private static String message(Target target, Source one, Source other) {
    String slots =
        one.slot().equals(other.slot())
            ? "two places of transfer slot '%s'".formatted(one.slot())
            : "transfer slots '%s' and '%s'".formatted(other.slot(), one.slot());
    return target.direction() == Direction.IN
        ? "%s would both become '%s' in the workdir".formatted(slots, target.path())
        : "%s both write %s".formatted(slots, target.path());
  }
}
