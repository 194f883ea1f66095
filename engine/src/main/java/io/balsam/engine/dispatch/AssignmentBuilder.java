package io.balsam.engine.dispatch;

import io.balsam.engine.api.launcher.Assignment;
import io.balsam.engine.command.CommandTemplate;
import io.balsam.engine.core.LoadedRun;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.JobContext;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.packing.SiteResources;
import io.balsam.engine.process.OrphanReaper;
import io.balsam.engine.store.JobRow;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the assignment of a placed job: adds everything that only the run's script and the store
 * hold.
 */
public final class AssignmentBuilder {

  private final Path site;
  private final SiteResources siteResources;
  private final Map<String, CommandTemplate> templates = new HashMap<>();

  /**
   * @param siteResources resources of the site, which launchers do not count
   */
  public AssignmentBuilder(Path site, SiteResources siteResources) {
    this.site = site;
    this.siteResources = siteResources;
  }

  /**
   * Returns the assignment of a job whose app is a command.
   *
   * @throws RuntimeException when it cannot be started as it is; the message is for users
   */
  public Assignment command(LoadedRun run, App app, JobRow row, int attempt, Placement placement) {
    String template = ((AppBody.Command) app.body()).template();
    String text =
        templates.computeIfAbsent(template, CommandTemplate::new).render(row.parameters());
    return assignment(run, app, row, attempt, placement, text, null);
  }

  /** Returns the assignment of a job whose app is a function. */
  public Assignment function(
      LoadedRun run, App app, JobRow row, int attempt, Placement placement, JobContext context) {
    return assignment(
        run,
        app,
        row,
        attempt,
        placement,
        "",
        new Assignment.FunctionCall(run.id(), app.name(), context));
  }

  private Assignment assignment(
      LoadedRun run,
      App app,
      JobRow row,
      int attempt,
      Placement placement,
      String command,
      Assignment.@Nullable FunctionCall function) {
    Map<String, String> environment = new LinkedHashMap<>(row.environment());
    environment.put(OrphanReaper.JOB, Long.toString(row.id()));
    environment.put("BALSAM_RUN", run.row.name());
    environment.put("BALSAM_WORKDIR", row.workdir());
    environment.put(OrphanReaper.ATTEMPT, Integer.toString(attempt));
    environment.put(OrphanReaper.SITE, site.toString());
    return new Assignment(
        row.id(),
        attempt,
        run.row.name(),
        run.directory,
        Path.of(row.workdir()),
        command,
        app.shellPreamble(),
        app.environment(),
        environment,
        app.mergeOutput(),
        app.strictShell(),
        siteResources.ofNodes(row.resources()).withoutRange(),
        row.wallTime(),
        app.runner(),
        row.launchParams(),
        placement,
        function);
  }
}
