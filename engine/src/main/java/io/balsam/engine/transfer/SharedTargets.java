package io.balsam.engine.transfer;

import io.balsam.engine.config.TransferLocations.Place;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.domain.ParentRef;
import io.balsam.engine.domain.TransferSlot;
import io.balsam.engine.domain.TransferSlot.Direction;
import io.balsam.engine.files.GlobPattern;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds places that two jobs would write, so that one result would be lost. A job may replace the
 * result of one that it waits for. Directories are merged, and the files that match a pattern are
 * not known before the job runs: neither is looked at.
 */
public final class SharedTargets {

  /**
   * Place that two jobs write.
   *
   * @param job index of the second
   * @param other index of the first
   * @param slot that of the second
   * @param place as {@code location:/path} or an absolute path
   */
  public record Shared(int job, int other, String slot, String place) {

    /** Returns what is wrong, for users. */
    public String message() {
      return "two jobs would write %s, and one would replace the result of the other"
          .formatted(place);
    }
  }

  private final List<JobSpec> jobs;
  private final Map<String, Integer> writers = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private final List<Shared> found = new ArrayList<>();

  private SharedTargets(List<JobSpec> jobs) {
    this.jobs = jobs;
  }

  /**
   * Returns the places that several jobs write, each once.
   *
   * @param jobs with places of the right form and parents that exist
   * @param apps returns the app of a name; null when there is none
   */
  public static List<Shared> of(List<JobSpec> jobs, Function<String, @Nullable App> apps) {
    SharedTargets targets = new SharedTargets(jobs);
    for (int job = 0; job < jobs.size(); job++) {
      App app = apps.apply(jobs.get(job).app());
      if (app != null && !app.transfers().isEmpty()) {
        targets.add(job, app);
      }
    }
    return targets.found;
  }

  private void add(int job, App app) {
    jobs.get(job)
        .transfers()
        .forEach(
            (name, places) -> {
              TransferSlot slot = app.transfers().get(name);
              if (slot != null
                  && slot.direction() == Direction.OUT
                  && !slot.recursive()
                  && !GlobPattern.hasWildcard(slot.localPath())) {
                places.forEach(place -> add(job, slot, SlotPaths.target(slot, Place.of(place))));
              }
            });
  }

  private void add(int job, TransferSlot slot, String place) {
    Integer other = writers.put(place, job);
    if (other != null
        && other != job
        && !told.contains(place)
        && !waitsFor(job, other)
        && !waitsFor(other, job)) {
      told.add(place);
      found.add(new Shared(job, other, slot.name(), place));
    }
  }

  private boolean waitsFor(int job, int parent) {
    Set<Integer> seen = new HashSet<>();
    ArrayDeque<Integer> next = new ArrayDeque<>(List.of(job));
    while (!next.isEmpty()) {
      for (ParentRef ref : jobs.get(next.remove()).parents()) {
        if (ref instanceof ParentRef.Declared declared) {
          if (declared.index() == parent) {
            return true;
          }
          if (seen.add(declared.index())) {
            next.add(declared.index());
          }
        }
      }
    }
    return false;
  }
}
