package io.balsam.engine.run;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.process.OrphanReaper;
import io.balsam.engine.process.ProcessSpec;
import io.balsam.engine.run.command.CommandTemplate;
import io.balsam.engine.run.command.JobEnvironment;
import io.balsam.engine.run.command.ShellWords;
import io.balsam.engine.store.JobRow;
import io.balsam.spi.Launch;
import io.balsam.spi.Node;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From a placed job to the process to start. */
final class Preparation {

  private final Path site;
  private final String owner;
  private final Platform platform;
  private final List<Node> nodes;
  private final Map<String, CommandTemplate> templates = new HashMap<>();

  Preparation(Path site, String owner, Platform platform) {
    this.site = site;
    this.owner = owner;
    this.platform = platform;
    this.nodes = platform.nodes();
  }

  String nodeNames(Placement placement) {
    return String.join(",", hosts(placement));
  }

  /**
   * The process.
   *
   * @throws RuntimeException when it cannot be started as it is; the message is for people
   */
  ProcessSpec process(LoadedRun run, App app, JobRow row, int attempt, Placement placement) {
    String template = ((AppBody.Command) app.body()).template();
    String command =
        templates.computeIfAbsent(template, CommandTemplate::new).render(row.parameters());
    Map<String, String> balsam = new LinkedHashMap<>();
    balsam.put("BALSAM_JOB_ID", Long.toString(row.id()));
    balsam.put("BALSAM_RUN", run.row.name());
    balsam.put("BALSAM_WORKDIR", row.workdir());
    balsam.put("BALSAM_ATTEMPT", Integer.toString(attempt));
    balsam.put("BALSAM_NODE", nodeNames(placement));
    balsam.put(OrphanReaper.SITE, site.toString());
    balsam.put(OrphanReaper.OWNER, owner);
    return new ProcessSpec(
        row.id(),
        attempt,
        Path.of(row.workdir()),
        launched(app, row, placement, command),
        app.shellPreamble(),
        JobEnvironment.of(row.resources(), placement, app.environment(), row.environment(), balsam),
        app.mergeOutput());
  }

  private String launched(App app, JobRow row, Placement placement, String command) {
    Resources resources = row.resources();
    if (app.runner().isEmpty() && resources.nodes() * resources.ranksPerNode() == 1) {
      return command;
    }
    List<String> words =
        ShellWords.plainWords(command).orElseGet(() -> List.of("sh", "-e", "-c", command));
    Launch launch =
        new Launch(
            row.id(),
            words,
            hosts(placement),
            resources.ranksPerNode(),
            resources.threadsPerRank(),
            resources.threadsPerCore(),
            placement.cpuIds(),
            placement.gpuIds(),
            row.launchParams());
    return ShellWords.join(platform.runner(app.runner()).commandLine(launch));
  }

  private List<String> hosts(Placement placement) {
    return placement.nodes().stream().map(i -> nodes.get(i).name()).toList();
  }
}
