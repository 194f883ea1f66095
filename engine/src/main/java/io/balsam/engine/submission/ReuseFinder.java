package io.balsam.engine.submission;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.InputFiles;
import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.ParentRef;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.files.ContentDigests;
import io.balsam.engine.files.Glob;
import io.balsam.engine.files.Glob.Links;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.JobStore;
import io.balsam.engine.transfer.TransferPlan;
import io.balsam.engine.transfer.Ways;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which jobs of a submission take the result of an earlier run. A job does when an earlier
 * one with the same key finished well, its files and inputs are as they were, its parents do too,
 * and so can every job that its hooks had made.
 */
final class ReuseFinder {

  private static final int KEYS_AT_ONCE = 1_000;

  private final JobStore store;
  private final ContentDigests contents;
  private final Ways ways;
  private final LostOutputs losses;
  private final Workflow workflow;
  private final List<PreparedRun.One> jobs;
  private final @Nullable JobRecord[] earlier;
  private final String[] whyNot;

  /** Changes found in the inputs of each job; null for none. */
  private final @Nullable String[] otherInputs;

  private final Map<Long, List<JobRecord>> made = new HashMap<>();

  /** Jobs that hooks made and that were removed from the store, by the job whose hook it was. */
  private final Map<Long, Long> removed = new HashMap<>();

  private ReuseFinder(
      JobStore store,
      ContentDigests contents,
      Ways ways,
      Workflow workflow,
      List<PreparedRun.One> jobs) {
    this.store = store;
    this.contents = contents;
    this.ways = ways;
    this.losses = new LostOutputs(store);
    this.workflow = workflow;
    this.jobs = jobs;
    this.earlier = new JobRecord[jobs.size()];
    this.whyNot = new String[jobs.size()];
    this.otherInputs = new String[jobs.size()];
  }

  static PreparedRun decide(
      JobStore store,
      ContentDigests contents,
      Ways ways,
      Workflow workflow,
      List<PreparedRun.One> jobs,
      int[] order) {
    ReuseFinder reuse = new ReuseFinder(store, contents, ways, workflow, jobs);
    reuse.find();
    reuse.lookAtFiles();
    for (int i : order) {
      reuse.checkFiles(i);
    }
    reuse.findMade();
    while (reuse.dropSome(order)) {
      // Each result that is dropped may invalidate others.
    }
    return reuse.result();
  }

  private void find() {
    Map<String, JobRecord> found = new HashMap<>();
    for (int i = 0; i < jobs.size(); i += KEYS_AT_ONCE) {
      List<PreparedRun.One> part = jobs.subList(i, Math.min(jobs.size(), i + KEYS_AT_ONCE));
      found.putAll(store.finishedByKey(part.stream().map(PreparedRun.One::key).toList()));
    }
    for (int i = 0; i < earlier.length; i++) {
      earlier[i] = found.get(jobs.get(i).key());
      whyNot[i] = earlier[i] == null ? "no earlier job is equal to it" : "";
    }
  }

  /** Checks several jobs at a time, before any of them is dropped. */
  private void lookAtFiles() {
    losses.check(Stream.of(earlier).filter(Objects::nonNull).toList());
    IntStream.range(0, earlier.length).parallel().forEach(i -> otherInputs[i] = otherInputs(i));
  }

  private @Nullable String otherInputs(int i) {
    JobRecord old = earlier[i];
    JobSpec spec = jobs.get(i).spec();
    if (old == null || (spec.inputs().isEmpty() && spec.transfers().isEmpty())) {
      return null;
    }
    Map<Long, Path> parents = new HashMap<>();
    for (ParentRef parent : spec.parents()) {
      JobRecord one = parentOf(parent);
      if (one == null) {
        return null;
      }
      parents.put(one.row().id(), Path.of(one.row().workdir()));
    }
    String others = "its input files are not those of job " + old.row().id();
    App app = WorkflowCheck.app(spec, workflow.apps());
    try {
      TransferPlan plan =
          TransferPlan.in(app, old.row(), parents, workflow.script().directory(), ways);
      return old.inputDigest().equals(plan.digest(contents).orElse("")) ? null : others;
    } catch (RuntimeException e) {
      return others + ": " + e.getMessage();
    }
  }

  private void checkFiles(int i) {
    JobRecord old = earlier[i];
    if (old == null) {
      return;
    }
    String loss = losses.of(old);
    String inputs = otherInputs[i];
    if (loss != null) {
      drop(i, loss);
    } else if (inputs != null && noParentLost(i)) {
      drop(i, inputs);
      jobs.get(i).spec().inputs().forEach(this::dropChangedParent);
    }
  }

  private boolean noParentLost(int i) {
    return jobs.get(i).spec().parents().stream().allMatch(parent -> parentOf(parent) != null);
  }

  /**
   * Drops a parent with a changed file. A change that keeps the size is found here, since the file
   * is read for its children only.
   */
  private void dropChangedParent(InputFiles input) {
    if (input.from().orElse(null) instanceof ParentRef.Declared from) {
      JobRecord parent = earlier[from.index()];
      String change = parent == null ? null : change(parent, input);
      if (change != null) {
        drop(from.index(), change);
      }
    }
  }

  private @Nullable String change(JobRecord parent, InputFiles input) {
    try {
      Path workdir = Path.of(parent.row().workdir());
      boolean missing =
          !input.optional() && Glob.find(workdir, input.pattern(), Links.FOLLOWED).isEmpty();
      return missing
          ? "of the files of job " + parent.row().id() + ", " + input.pattern() + " is gone"
          : losses.change(parent);
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage());
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
      List<JobRecord> found = store.jobs(ids);
      losses.check(found);
      found.forEach(job -> records.put(job.row().id(), job));
      next.forEach(
          (maker, children) -> {
            children.stream()
                .filter(id -> !records.containsKey(id))
                .forEach(id -> removed.put(maker, id));
            made.put(
                maker,
                children.stream()
                    .map(records::get)
                    .filter(job -> job != null && job.retriedBy().isEmpty())
                    .toList());
          });
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
      if (earlier[i] != null && removed.containsKey(old.row().id())) {
        long gone = removed.get(old.row().id());
        dropped |= drop(i, "job " + gone + ", made by its hook, was removed");
      }
      for (JobRecord job : earlier[i] == null ? List.<JobRecord>of() : madeBy(old)) {
        if (!goesAlong(job, taken)) {
          String what = "job " + job.row().id() + ", made by its hook, cannot be taken over";
          String loss = losses.of(job);
          dropped |= drop(i, loss == null ? what : what + ": " + loss);
          break;
        }
      }
    }
    return dropped;
  }

  private boolean goesAlong(JobRecord job, Set<Long> taken) {
    return job.row().state() == JobState.JOB_FINISHED
        && losses.of(job) == null
        && !removed.containsKey(job.row().id())
        && job.row().parents().stream().allMatch(parent -> taken.contains(parent.id()));
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

  private PreparedRun result() {
    List<PreparedRun.One> decided = new ArrayList<>(jobs.size());
    List<JobRecord> carried = new ArrayList<>();
    for (int i = 0; i < earlier.length; i++) {
      PreparedRun.One one = jobs.get(i);
      JobRecord old = earlier[i];
      decided.add(new PreparedRun.One(one.spec(), one.parameters(), one.key(), old, whyNot[i]));
      if (old != null) {
        carried.addAll(madeBy(old));
      }
    }
    carried.sort(Comparator.comparingLong(job -> job.row().id()));
    return new PreparedRun(workflow, decided, carried, losses::hasFiles);
  }
}
