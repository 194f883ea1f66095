package io.balsam.bench.simulated;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.domain.Parameter;
import io.balsam.engine.domain.ParentKind;
import io.balsam.engine.domain.ParentRef;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.domain.Retry;
import io.balsam.engine.domain.Script;
import io.balsam.engine.domain.SourceRef;
import io.balsam.engine.domain.Workflow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** A random graph in which every job waits, directly or not, for the first one. */
final class RandomGraph {

  /** Maximum distance to a parent: wide enough that thousands of jobs are ready at any time. */
  private static final int WINDOW = 50_000;

  private static final SourceRef HERE = new SourceRef("random.groovy", 1, 1);

  private final int jobs;
  private final Random random;

  RandomGraph(int jobs, long seed) {
    this.jobs = jobs;
    this.random = new Random(seed);
  }

  /**
   * Returns a workflow in which every job but the first has one to three parents among those before
   * it.
   */
  Workflow workflow() {
    List<JobSpec> specs = new ArrayList<>(jobs);
    for (int index = 0; index < jobs; index++) {
      specs.add(job(index, parents(index)));
    }
    return workflow(specs);
  }

  /** Returns a workflow of jobs without parents. */
  static Workflow apart(int jobs) {
    List<JobSpec> specs = new ArrayList<>(jobs);
    for (int index = 0; index < jobs; index++) {
      specs.add(job(index, List.of()));
    }
    return workflow(specs);
  }

  /** Creates jobs that wait for nothing and need different things: so many nodes and minutes. */
  static Workflow shaped(int jobs, int shapes) {
    List<JobSpec> specs = new ArrayList<>(jobs);
    for (int index = 0; index < jobs; index++) {
      int shape = index % shapes;
      Resources resources = new Resources(1 + shape % 8, 1, 1, 1, 0, 1 + shape % 4, 0, Map.of());
      specs.add(job(index, List.of(), resources, Duration.ofMinutes(1 + shape)));
    }
    return workflow(specs);
  }

  private static Workflow workflow(List<JobSpec> specs) {
    Script script =
        new Script("random.groovy", Path.of("."), Map.of("random.groovy", ""), Map.of());
    return new Workflow("random", script, Map.of("step", app()), specs);
  }

  private List<ParentRef> parents(int index) {
    if (index == 0) {
      return List.of();
    }
    TreeSet<Integer> chosen = new TreeSet<>();
    int wanted = 1 + random.nextInt(3);
    int nearest = Math.max(0, index - WINDOW);
    for (int i = 0; i < wanted; i++) {
      chosen.add(nearest + random.nextInt(index - nearest));
    }
    List<ParentRef> parents = new ArrayList<>(chosen.size());
    chosen.forEach(parent -> parents.add(new ParentRef.Declared(parent, ParentKind.SUCCESS)));
    return parents;
  }

  private static JobSpec job(int index, List<ParentRef> parents) {
    return job(index, parents, Resources.DEFAULT, Duration.ZERO);
  }

  private static JobSpec job(
      int index, List<ParentRef> parents, Resources resources, Duration wallTime) {
    return new JobSpec(
        "step",
        "step/" + index,
        Map.of("x", index),
        Map.of(),
        Map.of(),
        Map.of(),
        resources,
        wallTime,
        0,
        Map.of(),
        parents,
        List.of(),
        Map.of(),
        HERE);
  }

  private static App app() {
    return new App(
        "step",
        "Does nothing",
        new AppBody.Command("true {{x}}"),
        Map.of("x", new Parameter("x", true, null, "int", "")),
        Map.of(),
        "",
        Map.of(),
        List.of(),
        Retry.NONE,
        Map.of(),
        Duration.ofMinutes(5),
        true,
        true,
        "",
        List.of(),
        "0",
        HERE);
  }
}
