package io.balsam.engine.run.files;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.InputFiles;
import io.balsam.engine.domain.ParentRef;
import io.balsam.engine.domain.TransferSlot;
import io.balsam.engine.domain.TransferSlot.Direction;
import io.balsam.engine.store.JobRow;
import io.balsam.spi.TransferItem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is to be moved for a job.
 *
 * @param items by protocol
 * @param arriving places in the workdir that are filled, by their name there; empty on the way out
 */
public record StagePlan(Map<String, List<TransferItem>> items, TreeMap<String, Path> arriving) {

  private static final Set<String> LOCAL = Set.of("ln", "cp");
  private static final Set<String> OWN_FILES = Set.of("job.out", "job.err");

  /**
   * Files on the way in.
   *
   * @param parents workdirs by job
   * @throws IllegalArgumentException when something is not there or would land outside
   */
  public static StagePlan in(App app, JobRow row, Map<Long, Path> parents, Path scriptDirectory) {
    StagePlan plan = new StagePlan(new TreeMap<>(), new TreeMap<>());
    Path workdir = Path.of(row.workdir());
    for (InputFiles input : row.inputs()) {
      plan.addInput(input, workdir, parents, scriptDirectory);
    }
    for (TransferSlot slot : filled(app, row, Direction.IN)) {
      Location from = Location.of(slot.name(), row.transfers().get(slot.name()), "ln");
      String name =
          slot.localPath().equals(".")
              ? String.valueOf(Path.of(from.path()).getFileName())
              : slot.localPath();
      plan.add(from.protocol(), from.path(), Inside.toWrite(workdir, name), name, slot.recursive());
    }
    return plan;
  }

  /**
   * Files on the way out.
   *
   * @param bounds what is moved must really be inside this directory
   * @throws IllegalArgumentException when something is not there or is not the job's
   */
  public static StagePlan out(App app, JobRow row, Path bounds) {
    StagePlan plan = new StagePlan(new TreeMap<>(), new TreeMap<>());
    Path workdir = Path.of(row.workdir());
    for (TransferSlot slot : filled(app, row, Direction.OUT)) {
      Location to = Location.of(slot.name(), row.transfers().get(slot.name()), "cp");
      Inside.toWrite(workdir, slot.localPath());
      List<Path> found = Glob.find(workdir, slot.localPath());
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            "slot '" + slot.name() + "': the job has not made '" + slot.localPath() + "'");
      }
      boolean intoDirectory = to.path().endsWith("/") || Glob.hasWildcard(slot.localPath());
      for (Path source : found) {
        Inside.toRead(bounds, source);
        String target =
            intoDirectory ? Path.of(to.path(), "" + source.getFileName()).toString() : to.path();
        plan.items
            .computeIfAbsent(to.protocol(), p -> new ArrayList<>())
            .add(new TransferItem(source.toString(), target, slot.recursive()));
      }
    }
    return plan;
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

  private void addInput(
      InputFiles input, Path workdir, Map<Long, Path> parents, Path scriptDirectory) {
    Long parent = input.from().map(ref -> ((ParentRef.Existing) ref).jobId()).orElse(null);
    Path from = parent == null ? scriptDirectory : parents.get(parent);
    if (from == null) {
      throw new IllegalArgumentException("job " + parent + " is not a parent of this job");
    }
    String protocol = input.copy() ? "cp" : "ln";
    boolean any = false;
    if (parent != null) {
      Inside.toWrite(from, input.pattern());
    }
    for (Path source : Glob.find(from, input.pattern())) {
      String name = Glob.nameOf(from, input.pattern(), source);
      boolean own = OWN_FILES.contains(name);
      if (own && Glob.hasWildcard(input.pattern())) {
        continue;
      }
      any = true;
      // A file of the same name from another parent, or what this job's own output goes to.
      String free = own || arriving.containsKey(name) ? name + "_" + parent : name;
      add(
          protocol,
          source.toString(),
          Inside.toWrite(workdir, free),
          free,
          source.toFile().isDirectory());
    }
    if (!any && !input.optional()) {
      throw new IllegalArgumentException("nothing matches '" + input.pattern() + "' in " + from);
    }
  }

  private void add(String protocol, String source, Path target, String name, boolean recursive) {
    if (arriving.put(name, target) != null || OWN_FILES.contains(name)) {
      throw new IllegalArgumentException("two things would become '" + name + "' in the workdir");
    }
    items
        .computeIfAbsent(protocol, p -> new ArrayList<>())
        .add(new TransferItem(source, target.toString(), recursive));
  }

  /**
   * The digest that the workdir's inputs will have once they are here, from where they are now.
   * Empty when there are none, or when one is not on this machine.
   */
  public Optional<String> digestBefore() {
    TreeMap<String, Path> sources = new TreeMap<>();
    Map<String, String> names = new HashMap<>();
    arriving.forEach((name, target) -> names.put(target.toString(), name));
    for (var batch : items.entrySet()) {
      for (TransferItem item : batch.getValue()) {
        String name = names.get(item.destination());
        if (!LOCAL.contains(batch.getKey()) || name == null) {
          return Optional.empty();
        }
        sources.put(name, Path.of(item.source()));
      }
    }
    return sources.isEmpty() ? Optional.empty() : Optional.of(ContentDigest.of(sources));
  }
}
