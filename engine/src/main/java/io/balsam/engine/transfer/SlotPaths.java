package io.balsam.engine.transfer;

import io.balsam.engine.config.TransferLocations.Place;
import io.balsam.engine.domain.TransferSlot;
import io.balsam.engine.files.GlobPattern;
import java.nio.file.Path;

/** Paths of the files that fill and empty slots. */
final class SlotPaths {

  private SlotPaths() {}

  /**
   * Returns the name of an input in the workdir.
   *
   * @param several whether the slot's path is a directory for several of them
   */
  static Path inWorkdir(TransferSlot slot, Place from, boolean several) {
    Path own = Path.of(String.valueOf(Path.of(from.path()).getFileName()));
    if (slot.localPath().equals(".")) {
      return own;
    }
    Path path = Path.of(slot.localPath());
    return several ? path.resolve(own) : path;
  }

  /** Returns the place that a slot without a pattern writes, in one form. */
  static String target(TransferSlot slot, Place place) {
    Path goal = Path.of(goal(slot, place.path(), Path.of(slot.localPath())));
    return new Place(place.name(), goal.normalize().toString()).toString();
  }

  /** Returns where a file of a slot goes: into what is a directory, otherwise there. */
  static String goal(TransferSlot slot, String named, Path file) {
    boolean intoDirectory = named.endsWith("/") || GlobPattern.hasWildcard(slot.localPath());
    return intoDirectory ? Path.of(named, "" + file.getFileName()).toString() : named;
  }
}
