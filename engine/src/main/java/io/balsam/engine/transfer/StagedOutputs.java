package io.balsam.engine.transfer;

import io.balsam.engine.config.TransferLocations.Place;
import io.balsam.engine.domain.TransferSlot;
import io.balsam.spi.TransferItem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Collects the files that leave a workdir, each for a place of its own. */
final class StagedOutputs {

  private final Ways ways;
  private final Map<String, List<TransferItem>> items = new TreeMap<>();
  private final List<SlotItem> slots = new ArrayList<>();
  private final Map<Place, Path> sources = new HashMap<>();

  StagedOutputs(Ways ways) {
    this.ways = ways;
  }

  /** Returns those that stay on this machine, by the name of the transfer. */
  Map<String, List<TransferItem>> items() {
    return items;
  }

  /** Returns all, with the transfers of those that stay on this machine. */
  List<SlotItem> slots() {
    return slots;
  }

  /**
   * Adds the files of a slot that go to one place.
   *
   * @throws IllegalArgumentException when two files would become one
   */
  void add(TransferSlot slot, Place to, List<Path> files) {
    Optional<Path> here = ways.mounted(to, slot.via());
    String goal = here.map(path -> slashed(path, to)).orElse(to.path());
    for (Path file : files) {
      String target = SlotPaths.goal(slot, goal, file);
      take(slot, new Place(here.isPresent() ? "" : to.name(), target), file);
      Place there = new Place(to.name(), SlotPaths.goal(slot, to.path(), file));
      LocatedItem item = new LocatedItem(slot, there, file);
      if (here.isPresent()) {
        String way = ways.local(slot.via()).orElseGet(ways::copy).name();
        items
            .computeIfAbsent(way, n -> new ArrayList<>())
            .add(
                new TransferItem(
                    file.toString(), target, slot.recursive(), slot.comparesContents()));
        slots.add(new SlotItem(item, way));
      } else {
        slots.add(new SlotItem(item, ""));
      }
    }
  }

  private void take(TransferSlot slot, Place place, Path file) {
    Path other = sources.put(place, file);
    if (other != null) {
      throw new IllegalArgumentException(
          "transfer slot '%s': two files would become %s: %s and %s"
              .formatted(slot.name(), place, other, file));
    }
  }

  /** Returns a path as text, with the slash at its end that the place has. */
  private static String slashed(Path path, Place place) {
    return path + (place.path().endsWith("/") ? "/" : "");
  }
}
