package io.balsam.engine.submission;

import io.balsam.engine.api.RunPlan;
import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.domain.ParentRef;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.files.ContentDigests;
import io.balsam.engine.store.JobStore;
import io.balsam.engine.transfer.Ways;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plans a submission before anything is written. From any thread. */
public final class Planner {

  private static final Path SOME_RUN = Path.of("/run");

  private final JobStore store;
  private final ContentDigests contents;
  private final Ways ways;

  /**
   * Creates a planner.
   *
   * @param ways by which inputs would be moved
   */
  public Planner(JobStore store, ContentDigests contents, Ways ways) {
    this.store = store;
    this.contents = contents;
    this.ways = ways;
  }

  public PreparedRun prepare(Workflow workflow, boolean reuse) {
    WorkflowCheck.workdirs(workflow.jobs(), SOME_RUN);
    WorkflowCheck.reachedPlaces(workflow.jobs(), workflow.apps(), ways);
    int[] order = WorkflowCheck.order(workflow.jobs());
    List<PreparedRun.One> jobs =
        ReuseKeys.prepare(workflow.jobs(), order, workflow.apps(), store::jobs);
    WorkflowCheck.targets(workflow.jobs(), workflow.apps());
    return reuse
        ? ReuseFinder.decide(store, contents, ways, workflow, jobs, order)
        : new PreparedRun(workflow, jobs, List.of(), earlier -> false);
  }

  public RunPlan plan(Workflow workflow, boolean reuse) {
    PreparedRun prepared = prepare(workflow, reuse);
    Map<String, int[]> apps = new HashMap<>();
    Map<String, List<PreparedRun.One>> reasons = new LinkedHashMap<>();
    long edges = 0;
    int reused = 0;
    for (PreparedRun.One one : prepared.jobs()) {
      int[] counts = apps.computeIfAbsent(one.spec().app(), app -> new int[2]);
      edges += one.spec().parents().size();
      counts[0]++;
      if (one.earlier() != null) {
        counts[1]++;
        reused++;
      } else if (!one.whyNot().isEmpty()) {
        reasons.computeIfAbsent(one.whyNot(), why -> new ArrayList<>()).add(one);
      }
    }
    List<RunPlan.AppLine> lines = new ArrayList<>();
    for (String app : workflow.apps().keySet()) {
      int[] counts = apps.get(app);
      if (counts != null) {
        lines.add(new RunPlan.AppLine(app, counts[0], counts[1]));
      }
    }
    List<RunPlan.Reason> notReused = new ArrayList<>();
    reasons.forEach(
        (why, jobs) ->
            notReused.add(new RunPlan.Reason(why, jobs.size(), jobs.get(0).spec().workdir())));
    List<RunPlan.Step> path = criticalPath(prepared);
    Duration time = path.stream().map(RunPlan.Step::wallTime).reduce(Duration.ZERO, Duration::plus);
    return new RunPlan(
        workflow.name(), prepared.jobs().size(), edges, lines, path, time, reused, notReused);
  }

  private static List<RunPlan.Step> criticalPath(PreparedRun prepared) {
    List<PreparedRun.One> jobs = prepared.jobs();
    boolean timed = jobs.stream().anyMatch(one -> !one.spec().wallTime().isZero());
    double[] upTo = new double[jobs.size()];
    int[] before = new int[jobs.size()];
    Arrays.fill(before, -1);
    int last = -1;
    for (int i : WorkflowCheck.order(prepared.workflow().jobs())) {
      JobSpec spec = jobs.get(i).spec();
      for (ParentRef ref : spec.parents()) {
        if (ref instanceof ParentRef.Declared parent && upTo[parent.index()] > upTo[i]) {
          upTo[i] = upTo[parent.index()];
          before[i] = parent.index();
        }
      }
      if (jobs.get(i).earlier() == null) {
        // Jobs count a little even beside wall times, so that none is left out between others.
        upTo[i] += timed ? spec.wallTime().toMillis() + 1e-6 : 1;
        last = last < 0 || upTo[i] > upTo[last] ? i : last;
      }
    }
    List<RunPlan.Step> path = new ArrayList<>();
    for (int i = last; i >= 0; i = before[i]) {
      JobSpec spec = jobs.get(i).spec();
      if (jobs.get(i).earlier() == null) {
        path.add(new RunPlan.Step(spec.app(), spec.workdir(), spec.wallTime()));
      }
    }
    Collections.reverse(path);
    return path;
  }
}
