package io.balsam.bench.programs;

import io.balsam.bench.measure.Contender;
import io.balsam.bench.measure.Line;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Calls of {@code balsam simulate} for a campaign of about two weeks. */
public final class Simulations {

  private Simulations() {}

  /**
   * Creates a contender whose figure is the seconds that the command takes. The jobs have 200
   * shapes; other users take four fifths of the machine.
   */
  public static Contender contender(Balsam balsam, int jobs, int nodes, int rounds) {
    String name = "Balsam, %,d nodes".formatted(nodes);
    return new Contender(
        name,
        jobs,
        rounds,
        balsam.missing(),
        directory -> {
          Path script = Tools.write(directory, "campaign.groovy", script(jobs, nodes / 1_000.0));
          Path machine = Tools.write(directory, "machine.yml", machine(nodes));
          Line line = balsam.line("simulate", script.toString(), "--machine", machine.toString());
          Map<String, String> environment = new HashMap<>(line.environment());
          environment.put("BALSAM_OPTS", "-Xmx4g");
          Line limited = new Line(line.words(), environment);
          return Turns.seconds(name, limited, balsam, rounds).work().run(directory);
        });
  }

  /** Returns a script whose jobs take more nodes the larger the machine is. */
  private static String script(int jobs, double factor) {
    return """
        app('work') { command 'true' }
        %d.times { n ->
            def shape = n %% 200
            job('work') {
                nodes Math.max(1, (int) ((1 + shape %% 4) * %s))
                wallTime((10 + 10 * (shape %% 6)).minutes)
                tags kind: "k${shape %% 20}"
            }
        }
        """
        .formatted(jobs, factor);
  }

  private static String machine(int nodes) {
    return """
        nodes: %d
        cores: 32
        queues:
          batch: {max_nodes: %d, max_wall_time: 24h, max_queued: 20}
        load: {utilisation: 0.8}
        faults: {node_failures: 365d, repair: 2h, outages: 14d, outage: 20m}
        warm_up: 2d
        """
        .formatted(nodes, nodes / 2);
  }
}
