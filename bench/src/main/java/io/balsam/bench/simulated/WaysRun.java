package io.balsam.bench.simulated;

import io.balsam.bench.measure.Contender;
import io.balsam.bench.measure.Sample;
import io.balsam.dsl.WorkflowReader;
import io.balsam.engine.api.SiteView;
import io.balsam.engine.domain.Workflow;
import io.balsam.simulator.campaign.Campaign;
import io.balsam.simulator.campaign.CampaignSetup;
import io.balsam.simulator.campaign.DrawnTimes;
import io.balsam.simulator.campaign.Faults;
import io.balsam.simulator.campaign.Figures;
import io.balsam.simulator.campaign.SimulatedWorkflow;
import io.balsam.simulator.profile.ProfileFile;
import io.balsam.simulator.profile.Scenario;
import io.balsam.simulator.profile.SiteProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Simulated campaigns on a machine that others use, for which allocations are asked for in one way.
 *
 * <p>Arguments: a directory, what others do, the way, and the first and the last seed.
 */
public final class WaysRun {

  /** Way of asking that is Balsam 2's. */
  private static final String ELASTIC = "elastic";

  private static final int DAYS = 60;

  private static final String SCRIPT =
      """
      app('mesh') { command 'true' }
      app('solve') { command 'true' }
      app('scan') { command 'true' }
      60.times { member ->
          def mesh = job('mesh') { wallTime 20.minutes }
          def solve = job('solve') { nodes 4 + 4 * (member % 3); wallTime 60.minutes; after mesh }
          20.times { job('scan') { threadsPerRank 8; wallTime 30.minutes; after solve } }
      }
      """;

  private static final String MACHINE =
      """
      nodes: 128
      cores: 32
      queues:
        batch: {max_nodes: 64, max_wall_time: 24h, max_queued: 20}
      warm_up: 2d
      """;

  private WaysRun() {}

  /**
   * Creates contenders whose figure is the mean time to solution, in hours.
   *
   * @param others settings of the load of others
   */
  public static List<Contender> contenders(String others, int seeds) {
    String one = "queue_maintainer: {num_queued_jobs: 1, num_nodes: 32, wall_time_min: 1200}";
    String chain = "queue_maintainer: {num_queued_jobs: 4, num_nodes: 16, wall_time_min: 120}";
    return List.of(
        contender(
            "auto_scaler",
            others,
            "auto_scaler: {max_num_nodes: 64, max_wall_time_min: 1440}",
            seeds),
        contender("one allocation of 32 nodes", others, one, seeds),
        contender("four of 16 nodes and 2 h at a time", others, chain, seeds),
        contender("Balsam 2's rule, windows only", others, ELASTIC + ": true", seeds),
        contender("Balsam 2's rule, in the queue", others, ELASTIC + ": false", seeds));
  }

  private static Contender contender(String name, String others, String way, int seeds) {
    return new Contender(
        name,
        seeds,
        1,
        Optional.empty(),
        directory -> {
          ChildJvm.Output output =
              ChildJvm.run(directory, "1g", WaysRun.class, directory, others, way, 1, seeds);
          return Sample.of(output.figure("hours"))
              .with("node hours", output.figure("node hours"))
              .with("wasted %", output.figure("wasted"))
              .with("allocations", output.figure("allocations"));
        });
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    String way = arguments[2];
    int first = Integer.parseInt(arguments[3]);
    int last = Integer.parseInt(arguments[4]);
    Path script = Files.writeString(directory.resolve("campaign.groovy"), SCRIPT);
    Workflow workflow = new WorkflowReader().read(script, Map.of());
    String module = way.startsWith(ELASTIC) ? "" : way + "\n";
    Path machine =
        Files.writeString(
            directory.resolve("machine.yml"), MACHINE + "load: " + arguments[1] + "\n" + module);
    Scenario scenario = ProfileFile.read(machine);
    double hours = 0;
    double used = 0;
    double busy = 0;
    double allocations = 0;
    for (int seed = first; seed <= last; seed++) {
      Figures figures =
          figures(scenario, way, workflow, seed, directory.resolve(Integer.toString(seed)));
      hours += figures.solutionSeconds() / 3600;
      used += figures.nodeHoursUsed();
      busy += figures.nodeHoursUsed() * figures.utilisation();
      allocations += figures.allocations();
    }
    int seeds = last - first + 1;
    ChildJvm.tell("hours", hours / seeds);
    ChildJvm.tell("node hours", used / seeds);
    ChildJvm.tell("wasted", 100 * (1 - busy / used));
    ChildJvm.tell("allocations", allocations / seeds);
  }

  private static Figures figures(
      Scenario scenario, String way, Workflow workflow, long seed, Path directory)
      throws Exception {
    boolean elastic = way.startsWith(ELASTIC);
    SiteProfile site =
        elastic ? SiteProfile.of(scenario.site().queues(), Map.of()) : scenario.site();
    CampaignSetup setup =
        new CampaignSetup(
            seed,
            scenario.machine(),
            site,
            SimulatedWorkflow.of(workflow),
            DrawnTimes.of(workflow, Map.of(), seed),
            Faults.NONE);
    try (Campaign campaign = new Campaign(setup, Files.createDirectory(directory))) {
      if (elastic) {
        SiteView.Queue queue = site.queues().get(0);
        new ElasticQueueRule(
                campaign, way.endsWith("true"), queue.maxNodes(), queue.maxWallMinutes())
            .follow();
      }
      if (!campaign.run(Duration.ofDays(DAYS))) {
        throw new IllegalStateException("jobs are left after %d days".formatted(DAYS));
      }
      return Figures.of(campaign, scenario.machine().shape().cores());
    }
  }
}
