package io.balsam.simulator.campaign;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.domain.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes of a workflow one whose jobs only take time and nodes: commands, functions, hooks and
 * transfers are left out, dependencies, resources and retries stay.
 */
public final class SimulatedWorkflow {

  private SimulatedWorkflow() {}

  /** Returns the workflow. Resources of a site other than its nodes are left out too. */
  public static Workflow of(Workflow workflow) {
    Map<String, App> apps = new LinkedHashMap<>();
    workflow.apps().forEach((name, app) -> apps.put(name, plain(app)));
    return new Workflow(
        workflow.name(),
        workflow.script(),
        apps,
        workflow.jobs().stream().map(SimulatedWorkflow::plain).toList(),
        workflow.moldable());
  }

  private static App plain(App app) {
    return new App(
        app.name(),
        app.description(),
        new AppBody.Command("true"),
        Map.of(),
        Map.of(),
        "",
        Map.of(),
        List.of(),
        app.retry(),
        Map.of(),
        app.hookLimit(),
        true,
        true,
        "",
        List.of(),
        app.fingerprint(),
        app.declaredAt());
  }

  private static JobSpec plain(JobSpec job) {
    Resources nodes = job.resources().withNamed(Map.of());
    return new JobSpec(
        job.app(),
        job.workdir(),
        Map.of(),
        Map.of(),
        job.tags(),
        Map.of(),
        nodes,
        job.wallTime(),
        job.priority(),
        Map.of(),
        job.parents(),
        List.of(),
        Map.of(),
        job.declaredAt());
  }
}
