package io.balsam.engine.transfer;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.InputFiles;
import io.balsam.engine.domain.ParentRef;
import io.balsam.engine.domain.TransferSlot;
import io.balsam.engine.domain.TransferSlot.Direction;
import io.balsam.engine.files.ContentDigest;
import io.balsam.engine.files.ContentDigests;
import io.balsam.engine.files.Glob;
import io.balsam.engine.files.GlobPattern;
import io.balsam.engine.files.PathGuard;
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
 * @param items by protocol
 * @param arriving the inputs, by name in the workdir; empty for stage out
 */
public record TransferPlan(
    Path workdir, Map<String, List<TransferItem>> items, SortedMap<Path, StagedInput> arriving) {

  /**
   * Plans the transfers of stage in.
   *
   * @param parents workdirs by job
   * @throws IllegalArgumentException when something is not there or would land outside
   * @throws UncheckedIOException when a directory cannot be searched
   */
  public static TransferPlan in(
      App app, JobRow row, Map<Long, Path> parents, Path scriptDirectory) {
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
      arrivals.match(input, parent, from);
    }
    for (TransferSlot slot : filled(app, row, Direction.IN)) {
      Location from = Location.of(slot.name(), row.transfers().get(slot.name()), StagedInput.LINK);
      Path source = Path.of(from.path());
      Path name =
          Path.of(
              slot.localPath().equals(".")
                  ? String.valueOf(source.getFileName())
                  : slot.localPath());
      StagedInput file =
          new StagedInput(name, from.protocol(), from.path(), slot.recursive(), null);
      if (file.local() && !slot.recursive()) {
        StagedInputs.checkFile(source);
      }
      arrivals.add(file);
    }
    Map<String, List<TransferItem>> items = new TreeMap<>();
    for (StagedInput file : arrivals.byName().values()) {
      items.computeIfAbsent(file.protocol(), p -> new ArrayList<>()).add(file.item(workdir));
    }
    return new TransferPlan(workdir, items, arrivals.byName());
  }

  /**
   * Plans the transfers of stage out. Linked directories are not searched: their contents are not
   * the job's.
   *
   * @param bounds what is moved must really be inside this directory
   * @throws IllegalArgumentException when something is not there or is not the job's
   * @throws UncheckedIOException when a directory cannot be searched
   */
  public static TransferPlan out(App app, JobRow row, Path bounds) {
    Path workdir = Path.of(row.workdir());
    Map<String, List<TransferItem>> items = new TreeMap<>();
    for (TransferSlot slot : filled(app, row, Direction.OUT)) {
      Location to = Location.of(slot.name(), row.transfers().get(slot.name()), StagedInput.COPY);
      PathGuard.toWrite(workdir, Path.of(slot.localPath()));
      List<Path> found = Glob.find(workdir, slot.localPath(), Glob.Links.LEFT);
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            "slot '" + slot.name() + "': the job has not made '" + slot.localPath() + "'");
      }
      boolean intoDirectory = to.path().endsWith("/") || GlobPattern.hasWildcard(slot.localPath());
      Map<String, Path> targets = new TreeMap<>();
      for (Path source : found) {
        PathGuard.toRead(bounds, source);
        String target =
            intoDirectory ? Path.of(to.path(), "" + source.getFileName()).toString() : to.path();
        Path other = targets.put(target, source);
        if (other != null) {
          throw new IllegalArgumentException(
              "slot '%s': two files would become %s: %s and %s"
                  .formatted(slot.name(), target, other, source));
        }
        items
            .computeIfAbsent(to.protocol(), p -> new ArrayList<>())
            .add(new TransferItem(source.toString(), target, slot.recursive()));
      }
    }
    return new TransferPlan(workdir, items, new TreeMap<>());
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
              "slot '" + slot.name() + "' of app '" + app.name() + "' is not filled");
        }
      }
    }
    return slots;
  }

  /** Returns whether a file is copied from a source that may be changed meanwhile. */
  boolean copies() {
    return items.containsKey(StagedInput.COPY) && !arriving.isEmpty();
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

  /** Returns the digest of the inputs that have arrived in the workdir; empty for none. */
  String digestArrived(ContentDigests contents) {
    TreeMap<String, Path> targets = new TreeMap<>();
    arriving.keySet().forEach(name -> targets.put(name.toString(), workdir.resolve(name)));
    return targets.isEmpty() ? "" : ContentDigest.of(targets, contents);
  }
}
