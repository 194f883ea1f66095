package io.balsam.engine.transfer;

import io.balsam.engine.config.TransferLocations.Place;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.InputFiles;
import io.balsam.engine.domain.ParentRef;
import io.balsam.engine.domain.TransferSlot;
import io.balsam.engine.domain.TransferSlot.Direction;
import io.balsam.engine.files.ContentDigest;
import io.balsam.engine.files.ContentDigests;
import io.balsam.engine.files.Glob;
import io.balsam.engine.files.PathGuard;
import io.balsam.engine.plugin.TransferWay;
import io.balsam.engine.store.JobRow;
import io.balsam.spi.TransferItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Transfers of one job.
 *
 * @param workdir the job's
 * @param items those on this machine, by the name of the transfer
 * @param slots those that fill or empty slots, also on this machine
 * @param arriving the inputs, by name in the workdir; empty for stage out
 */
public record TransferPlan(
    Path workdir,
    Map<String, List<TransferItem>> items,
    List<SlotItem> slots,
    SortedMap<Path, StagedInput> arriving) {

  /** Stands for the digest of inputs of which one is not on this machine; no digest equals it. */
  static final String NOT_COMPARED = "not compared";

  /**
   * Plans the transfers of stage in.
   *
   * @param parents workdirs by job
   * @param ways by which files can be moved
   * @throws IllegalArgumentException when something is not there or would land outside
   * @throws UncheckedIOException when a directory cannot be searched
   */
  public static TransferPlan in(
      App app, JobRow row, Map<Long, Path> parents, Path scriptDirectory, Ways ways) {
    Path workdir = Path.of(row.workdir());
    StagedInputs arrivals = new StagedInputs(workdir);
    for (InputFiles input : row.inputs()) {
      Long parent = input.from().map(ref -> ((ParentRef.Existing) ref).jobId()).orElse(null);
      Path from = parent == null ? scriptDirectory : parents.get(parent);
      if (from == null) {
        throw new IllegalArgumentException("job " + parent + " is not a parent of this job");
      }
      if (parent != null) {
        PathGuard.named(from, Path.of(input.pattern()));
      }
      arrivals.match(input, parent, from, ways);
    }
    List<SlotItem> slots = new ArrayList<>();
    Set<Path> named = new HashSet<>();
    for (TransferSlot slot : filled(app, row, Direction.IN)) {
      List<Place> places = places(slot, row, ways);
      for (Place from : places) {
        Path name = SlotPaths.inWorkdir(slot, from, places.size() > 1);
        StagedInput file = input(slot, from, name, ways);
        arrivals.add(file);
        LocatedItem item = new LocatedItem(slot, from, workdir.resolve(name));
        if (named.add(name)) {
          slots.add(new SlotItem(item, file.way() == null ? "" : file.way().name()));
        }
      }
    }
    Map<String, List<TransferItem>> items = new TreeMap<>();
    for (StagedInput file : arrivals.byName().values()) {
      if (file.way() != null) {
        items.computeIfAbsent(file.way().name(), n -> new ArrayList<>()).add(file.item(workdir));
      }
    }
    return new TransferPlan(workdir, items, slots, arrivals.byName());
  }

  private static StagedInput input(TransferSlot slot, Place from, Path name, Ways ways) {
    Optional<Path> here = ways.mounted(from, slot.via());
    boolean contents = slot.comparesContents();
    if (here.isEmpty()) {
      return new StagedInput(name, null, from.toString(), slot.recursive(), contents, null);
    }
    SourceCheck.slot(slot, here.get());
    TransferWay way = ways.local(slot.via()).orElseGet(ways::link);
    return new StagedInput(name, way, here.get().toString(), slot.recursive(), contents, null);
  }

  /** Returns the places that fill a slot. */
  private static List<Place> places(TransferSlot slot, JobRow row, Ways ways) {
    try {
      return row.transfers().getOrDefault(slot.name(), List.of()).stream()
          .map(ways::place)
          .toList();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "transfer slot '%s': %s".formatted(slot.name(), e.getMessage()), e);
    }
  }

  /**
   * Plans the transfers of stage out. Linked directories are not searched: their contents are not
   * the job's.
   *
   * @param bounds what is moved must really be inside this directory
   * @param ways by which files can be moved
   * @throws IllegalArgumentException when something is not there or is not the job's
   * @throws UncheckedIOException when a directory cannot be searched
   */
  public static TransferPlan out(App app, JobRow row, Path bounds, Ways ways) {
    Path workdir = Path.of(row.workdir());
    StagedOutputs outputs = new StagedOutputs(ways);
    for (TransferSlot slot : filled(app, row, Direction.OUT)) {
      PathGuard.toWrite(workdir, Path.of(slot.localPath()));
      List<Path> found = Glob.find(workdir, slot.localPath(), Glob.Links.LEFT);
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            "transfer slot '" + slot.name() + "': the job has not made '" + slot.localPath() + "'");
      }
      for (Path source : found) {
        SourceCheck.name(source);
        PathGuard.toRead(bounds, source);
      }
      places(slot, row, ways).forEach(to -> outputs.add(slot, to, found));
    }
    return new TransferPlan(workdir, outputs.items(), outputs.slots(), new TreeMap<>());
  }

  /** Returns the names of the locations that a job's slots name, on this machine or elsewhere. */
  static Set<String> locations(JobRow row) {
    Set<String> names = new HashSet<>();
    row.transfers().values().forEach(all -> all.forEach(one -> names.add(Place.of(one).name())));
    return names;
  }

  /** Returns the number of places that fill a job's slots in one direction. */
  static int places(App app, JobRow row, Direction direction) {
    return app.transfers().values().stream()
        .filter(slot -> slot.direction() == direction)
        .mapToInt(slot -> row.transfers().getOrDefault(slot.name(), List.of()).size())
        .sum();
  }

  private static List<TransferSlot> filled(App app, JobRow row, Direction direction) {
    for (String name : new TreeSet<>(row.transfers().keySet())) {
      if (!app.transfers().containsKey(name)) {
        throw new IllegalArgumentException("app '" + app.name() + "' has no slot '" + name + "'");
      }
    }
    List<TransferSlot> slots = new ArrayList<>();
    for (TransferSlot slot : app.transfers().values()) {
      if (slot.direction() == direction) {
        if (row.transfers().containsKey(slot.name())) {
          slots.add(slot);
        } else if (slot.required()) {
          throw new IllegalArgumentException(
              "transfer slot '" + slot.name() + "' of app '" + app.name() + "' is not filled");
        }
      }
    }
    return slots;
  }

  /** Returns whether a file is copied from a source that may be changed meanwhile. */
  boolean copies() {
    return arriving.values().stream().anyMatch(StagedInput::copied);
  }

  /** Returns the names of all files that will have been staged in. */
  Set<Path> names() {
    Set<Path> names = new HashSet<>();
    try {
      for (StagedInput file : arriving.values()) {
        names.addAll(file.names());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an input cannot be read: " + e.getMessage(), e);
    }
    return names;
  }

  /**
   * Returns the digest of the inputs at their sources. Empty when there are none, or when one is
   * not on this machine.
   */
  public Optional<String> digest(ContentDigests contents) {
    TreeMap<String, Path> sources = new TreeMap<>();
    for (StagedInput file : arriving.values()) {
      if (!file.local()) {
        return Optional.empty();
      }
      sources.put(file.name().toString(), Path.of(file.source()));
    }
    return sources.isEmpty() ? Optional.empty() : Optional.of(ContentDigest.of(sources, contents));
  }
}
