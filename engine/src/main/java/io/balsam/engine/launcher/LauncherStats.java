package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.api.launcher.Report.Outcome;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;
import io.balsam.spi.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Counts the attempts of a launcher, for its last line of output. */
final class LauncherStats {

  private final List<Node> nodes;
  private final long cores;
  private final Instant began;
  private double busy;
  private long run;
  private long failed;
  private long stopped;

  LauncherStats(LauncherConfig config, Instant began) {
    this.nodes = config.nodes();
    this.cores = config.cores();
    this.began = began;
  }

  void ended(Report.Ended end, Resources resources, Placement placement) {
    if (end.outcome() == Outcome.NOT_CREATED) {
      return;
    }
    run++;
    boolean well = Integer.valueOf(0).equals(end.exitCode()) && end.error().isEmpty();
    if (end.outcome() == Outcome.WALL_TIME
        || end.outcome() == Outcome.STOPPED
        || end.outcome() == Outcome.CUT_OFF) {
      stopped++;
    } else if (!well) {
      failed++;
    }
    Instant start = end.began();
    if (start != null) {
      busy += seconds(start, end.at()) * coresOf(resources, placement);
    }
  }

  LauncherResult end(String why, boolean trouble, Instant now) {
    double all = cores * seconds(began, now);
    return new LauncherResult(
        why, trouble, run, failed, stopped, all <= 0 ? 0 : Math.min(1, busy / all));
  }

  private long coresOf(Resources resources, Placement placement) {
    return resources.multiNode()
        ? placement.nodes().stream().mapToLong(i -> nodes.get(i).cpuIds().size()).sum()
        : resources.coresPerNode();
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
