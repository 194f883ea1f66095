package io.balsam.engine.run.place;

import io.balsam.engine.api.launcher.Order;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.JobContext;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.packing.SiteRoom;
import io.balsam.engine.process.OrphanReaper;
import io.balsam.engine.run.command.CommandTemplate;
import io.balsam.engine.run.loop.LoadedRun;
import io.balsam.engine.store.JobRow;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From a placed job to its order: everything that only the run's script and the store can say. */
public final class Rendering {

  private final Path site;
  private final SiteRoom room;
  private final Map<String, CommandTemplate> templates = new HashMap<>();

  /**
   * @param room what launchers need not count
   */
  public Rendering(Path site, SiteRoom room) {
    this.site = site;
    this.room = room;
  }

  /**
   * The order of a job whose app is a command.
   *
   * @throws RuntimeException when it cannot be started as it is; the message is for people
   */
  public Order command(LoadedRun run, App app, JobRow row, int attempt, Placement placement) {
    String template = ((AppBody.Command) app.body()).template();
    String text =
        templates.computeIfAbsent(template, CommandTemplate::new).render(row.parameters());
    return order(run, app, row, attempt, placement, text, null);
  }

  /** The order of a job whose app is a function. */
  public Order function(
      LoadedRun run, App app, JobRow row, int attempt, Placement placement, JobContext context) {
    return order(
        run,
        app,
        row,
        attempt,
        placement,
        "",
        new Order.FunctionCall(run.id(), app.name(), context));
  }

  private Order order(
      LoadedRun run,
      App app,
      JobRow row,
      int attempt,
      Placement placement,
      String command,
      Order.@Nullable FunctionCall function) {
    Map<String, String> environment = new LinkedHashMap<>(row.environment());
    environment.put("BALSAM_JOB_ID", Long.toString(row.id()));
    environment.put("BALSAM_RUN", run.row.name());
    environment.put("BALSAM_WORKDIR", row.workdir());
    environment.put("BALSAM_ATTEMPT", Integer.toString(attempt));
    environment.put(OrphanReaper.SITE, site.toString());
    return new Order(
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
        room.ofNodes(row.resources()),
        row.wallTime(),
        app.runner(),
        row.launchParams(),
        placement,
        function);
  }
}
