package io.balsam.engine.run.plan;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.ParentRef;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.run.files.StagePlan;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs of a submission take the result of an earlier run. A job does when an earlier one with
 * the same key finished well, its workdir and inputs are as they were, its parents do too, and so
 * can every job that its hooks had made.
 */
final class Reuse {

  private static final int KEYS_AT_ONCE = 1_000;

  private final Store store;
  private final Workflow workflow;
  private final List<Prepared.One> jobs;
  private final @Nullable JobRecord[] earlier;
  private final String[] whyNot;
  private final Map<Long, List<JobRecord>> made = new HashMap<>();

  private Reuse(Store store, Workflow workflow, List<Prepared.One> jobs) {
    this.store = store;
    this.workflow = workflow;
    this.jobs = jobs;
    this.earlier = new JobRecord[jobs.size()];
    this.whyNot = new String[jobs.size()];
  }

  static Prepared decide(Store store, Workflow workflow, List<Prepared.One> jobs, int[] order) {
    Reuse reuse = new Reuse(store, workflow, jobs);
    reuse.find();
    for (int i : order) {
      reuse.checkFiles(i);
    }
    reuse.findMade();
    while (reuse.dropSome(order)) {
      // Each loss may cost others theirs.
    }
    return reuse.result();
  }

  private void find() {
    Map<String, JobRecord> found = new HashMap<>();
    for (int i = 0; i < jobs.size(); i += KEYS_AT_ONCE) {
      List<Prepared.One> part = jobs.subList(i, Math.min(jobs.size(), i + KEYS_AT_ONCE));
      found.putAll(store.finishedByKey(part.stream().map(Prepared.One::key).toList()));
    }
    for (int i = 0; i < earlier.length; i++) {
      earlier[i] = found.get(jobs.get(i).key());
      whyNot[i] = earlier[i] == null ? "no earlier job is equal to it" : "";
    }
  }

  private void checkFiles(int i) {
    JobRecord old = earlier[i];
    if (old == null) {
      return;
    }
    if (isGone(old)) {
      drop(i, "the workdir of job " + old.row().id() + " is gone");
      return;
    }
    JobSpec spec = jobs.get(i).spec();
    if (spec.inputs().isEmpty() && spec.transfers().isEmpty()) {
      return;
    }
    Map<Long, Path> parents = new HashMap<>();
    for (ParentRef parent : spec.parents()) {
      JobRecord one = parentOf(parent);
      if (one == null) {
        return;
      }
      parents.put(one.row().id(), Path.of(one.row().workdir()));
    }
    if (!old.inputDigest().equals(digestNow(spec, old.row(), parents).orElse(""))) {
      drop(i, "its input files are not those of job " + old.row().id());
    }
  }

  private Optional<String> digestNow(JobSpec spec, JobRow old, Map<Long, Path> parents) {
    App app = workflow.apps().get(spec.app());
    try {
      return app == null
          ? Optional.empty()
          : StagePlan.in(app, old, parents, workflow.script().directory()).digestBefore();
    } catch (RuntimeException e) {
      return Optional.of("not there: " + e.getMessage());
    }
  }

  private @Nullable JobRecord parentOf(ParentRef parent) {
    return parent instanceof ParentRef.Declared declared ? earlier[declared.index()] : null;
  }

  private void findMade() {
    List<Long> makers = new ArrayList<>();
    for (JobRecord old : earlier) {
      if (old != null) {
        makers.add(old.row().id());
      }
    }
    while (!makers.isEmpty()) {
      Map<Long, List<Long>> next = store.createdBy(makers);
      Map<Long, JobRecord> records = new HashMap<>();
      List<Long> ids = next.values().stream().flatMap(List::stream).toList();
      store.jobs(ids).forEach(job -> records.put(job.row().id(), job));
      next.forEach(
          (maker, children) ->
              made.put(
                  maker,
                  children.stream()
                      .map(records::get)
                      .filter(job -> job != null && job.retriedBy().isEmpty())
                      .toList()));
      makers = ids;
    }
  }

  private boolean dropSome(int[] order) {
    Set<Long> taken = new HashSet<>();
    for (JobRecord old : earlier) {
      if (old != null) {
        taken.add(old.row().id());
        madeBy(old).forEach(job -> taken.add(job.row().id()));
      }
    }
    boolean dropped = false;
    for (int i : order) {
      JobRecord old = earlier[i];
      if (old == null) {
        continue;
      }
      for (ParentRef parent : jobs.get(i).spec().parents()) {
        if (parentOf(parent) == null) {
          dropped |= drop(i, "a parent is run again");
          break;
        }
      }
      for (JobRecord job : earlier[i] == null ? List.<JobRecord>of() : madeBy(old)) {
        if (!goesAlong(job, taken)) {
          dropped |= drop(i, "job " + job.row().id() + ", made by its hook, cannot be taken over");
          break;
        }
      }
    }
    return dropped;
  }

  private static boolean goesAlong(JobRecord job, Set<Long> taken) {
    return job.row().state() == JobState.JOB_FINISHED
        && !isGone(job)
        && job.row().parents().stream().allMatch(parent -> taken.contains(parent.id()));
  }

  private static boolean isGone(JobRecord job) {
    return job.hasWorkdir() && !Files.isDirectory(Path.of(job.row().workdir()));
  }

  private List<JobRecord> madeBy(JobRecord maker) {
    List<JobRecord> all = new ArrayList<>(made.getOrDefault(maker.row().id(), List.of()));
    for (int i = 0; i < all.size(); i++) {
      all.addAll(made.getOrDefault(all.get(i).row().id(), List.of()));
    }
    return all;
  }

  private boolean drop(int i, String why) {
    earlier[i] = null;
    whyNot[i] = why;
    return true;
  }

  private Prepared result() {
    List<Prepared.One> decided = new ArrayList<>(jobs.size());
    List<JobRecord> carried = new ArrayList<>();
    for (int i = 0; i < earlier.length; i++) {
      Prepared.One one = jobs.get(i);
      JobRecord old = earlier[i];
      decided.add(new Prepared.One(one.spec(), one.parameters(), one.key(), old, whyNot[i]));
      if (old != null) {
        carried.addAll(madeBy(old));
      }
    }
    carried.sort(Comparator.comparingLong(job -> job.row().id()));
    return new Prepared(workflow, decided, carried);
  }
}
