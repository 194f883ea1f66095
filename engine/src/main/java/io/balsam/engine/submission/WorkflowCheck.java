package io.balsam.engine.submission;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.InputFiles;
import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.domain.ParentKind;
import io.balsam.engine.domain.ParentRef;
import io.balsam.engine.domain.TransferSlot;
import io.balsam.engine.files.Workdirs;
import io.balsam.engine.packing.Capacity;
import io.balsam.engine.text.Nearest;
import io.balsam.engine.transfer.PlaceCheck;
import io.balsam.engine.transfer.SharedTargets;
import io.balsam.engine.transfer.SlotClash;
import io.balsam.engine.transfer.Ways;
import io.balsam.spi.PluginException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks declared jobs before they are numbered. Scripts are checked when they are read; here the
 * engine protects itself, whatever made the jobs.
 */
public final class WorkflowCheck {

  private WorkflowCheck() {}

  static IllegalArgumentException wrong(JobSpec spec, String what) {
    return new IllegalArgumentException(
        spec.declaredAt() + ": job '" + spec.workdir() + "': " + what);
  }

  static App app(JobSpec spec, Map<String, App> apps) {
    App app = apps.get(spec.app());
    if (app == null) {
      throw wrong(
          spec,
          "there is no app '"
              + spec.app()
              + "': "
              + Nearest.question(
                  spec.app(), apps.keySet(), "declare it with app('" + spec.app() + "')"));
    }
    return app;
  }

  public static void workdirs(List<JobSpec> specs, Path runDirectory) {
    Map<Path, JobSpec> owners = new HashMap<>();
    for (JobSpec spec : specs) {
      JobSpec other = owners.put(workdir(spec, runDirectory), spec);
      if (other != null) {
        throw wrong(spec, "the job at " + other.declaredAt() + " writes the same workdir");
      }
    }
  }

  private static Path workdir(JobSpec spec, Path runDirectory) {
    try {
      return Workdirs.inside(runDirectory, spec.workdir());
    } catch (IllegalArgumentException e) {
      throw wrong(spec, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Returns the positions in a sequence where parents come before their children.
   *
   * @throws IllegalArgumentException when a parent does not exist or jobs wait for each other
   */
  public static int[] order(List<JobSpec> specs) {
    int[] open = new int[specs.size()];
    List<List<Integer>> children = new ArrayList<>();
    specs.forEach(spec -> children.add(new ArrayList<>(0)));
    for (int i = 0; i < open.length; i++) {
      for (ParentRef parent : specs.get(i).parents()) {
        if (parent instanceof ParentRef.Declared declared) {
          if (declared.index() < 0 || declared.index() >= open.length) {
            throw wrong(
                specs.get(i),
                "it waits for job number " + declared.index() + ", which does not exist");
          }
          children.get(declared.index()).add(i);
          open[i]++;
        }
      }
    }
    ArrayDeque<Integer> free = new ArrayDeque<>();
    for (int i = 0; i < open.length; i++) {
      if (open[i] == 0) {
        free.add(i);
      }
    }
    int[] order = new int[open.length];
    int done = 0;
    for (Integer next = free.poll(); next != null; next = free.poll()) {
      order[done++] = next;
      for (int child : children.get(next)) {
        if (--open[child] == 0) {
          free.add(child);
        }
      }
    }
    if (done < order.length) {
      for (int i = 0; i < open.length; i++) {
        if (open[i] > 0) {
          throw wrong(specs.get(i), "it waits for itself through its parents");
        }
      }
    }
    return order;
  }

  /** Checks that a site can run the jobs at all. */
  public static void fits(List<JobSpec> specs, Capacity capacity) {
    Map<List<Object>, Optional<String>> known = new HashMap<>();
    for (JobSpec spec : specs) {
      known
          .computeIfAbsent(
              List.of(spec.resources(), spec.wallTime()),
              needs -> capacity.neverRuns(spec.resources(), spec.wallTime()))
          .ifPresent(
              why -> {
                throw wrong(spec, "it can never run here: " + why);
              });
    }
  }

  static void slots(App app, JobSpec spec) {
    for (String name : spec.transfers().keySet()) {
      if (!app.transfers().containsKey(name)) {
        throw wrong(
            spec,
            "app '"
                + app.name()
                + "' has no transfer slot '"
                + name
                + "': "
                + Nearest.question(
                    name,
                    app.transfers().keySet(),
                    "it has " + String.join(", ", app.transfers().keySet())));
      }
    }
    for (TransferSlot slot : app.transfers().values()) {
      if (slot.required() && !spec.transfers().containsKey(slot.name())) {
        throw wrong(
            spec, "transfer slot '" + slot.name() + "' of app '" + app.name() + "' is not filled");
      }
    }
    SlotClash.of(app, spec.transfers())
        .ifPresent(
            clash -> {
              throw wrong(spec, clash.message());
            });
  }

  /** Checks that no job would replace the result of another. */
  static void targets(List<JobSpec> specs, Map<String, App> apps) {
    for (SharedTargets.Shared shared : SharedTargets.of(specs, apps::get)) {
      throw wrong(specs.get(shared.job()), shared.message());
    }
  }

  /** Checks that the site has the places that jobs name. */
  static void places(List<JobSpec> specs, Ways ways) {
    eachPlace(specs, (spec, slot, place) -> ways.check(place));
  }

  /**
   * Checks that the site has the places that jobs name, and a way to them. Loads plugins, which
   * takes a while.
   */
  static void reachedPlaces(List<JobSpec> specs, Map<String, App> apps, Ways ways) {
    PlaceCheck check = new PlaceCheck(ways);
    eachPlace(
        specs,
        (spec, slot, place) -> {
          App app = apps.get(spec.app());
          TransferSlot declared = app == null ? null : app.transfers().get(slot);
          check.check(place, declared == null ? "" : declared.via());
        });
  }

  private interface PlaceRule {
    void check(JobSpec spec, String slot, String place);
  }

  private static void eachPlace(List<JobSpec> specs, PlaceRule rule) {
    for (JobSpec spec : specs) {
      spec.transfers()
          .forEach(
              (slot, places) -> {
                try {
                  places.forEach(place -> rule.check(spec, slot, place));
                } catch (IllegalArgumentException | PluginException e) {
                  throw wrong(spec, "transfer slot '%s': %s".formatted(slot, e.getMessage()));
                }
              });
    }
  }

  /** Checks that inputs come from parents only: nothing else is sure to be there. */
  static void inputs(JobSpec spec) {
    if (spec.inputs().isEmpty()) {
      return;
    }
    Set<ParentRef> parents = new HashSet<>();
    spec.parents().forEach(parent -> parents.add(parent.as(ParentKind.ANY_END)));
    for (InputFiles input : spec.inputs()) {
      if (input.from().isPresent()
          && !parents.contains(input.from().get().as(ParentKind.ANY_END))) {
        throw wrong(
            spec, "inputs '" + input.pattern() + "' come from a job that is not its parent");
      }
    }
  }
}
