package io.balsam.slurm;

import io.balsam.spi.BackfillWindow;
import io.balsam.spi.CommandResult;
import io.balsam.spi.ErrorKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads which nodes are idle and when Slurm plans to use them.
 *
 * <p>Slurm has no command for windows, and {@code sbatch --test-only} was off by most of an hour
 * for a job that started at once. But its backfill scheduler makes plans: pending jobs have a start
 * time and a list of nodes. A job without a plan blocks its partition while it is fresh; later
 * Slurm has considered it and keeps nothing free for it.
 */
record BackfillQuery(SlurmTools tools, Clock clock, Duration planDelay) {

  /** Reasons of pending jobs that compete for nodes; held and limited ones do not. */
  private static final Set<String> COMPETING = Set.of("None", "Priority", "Resources");

  List<BackfillWindow> windows() {
    Instant now = clock.instant();
    List<IdleNodes.Place> places =
        tools
            .output("sinfo", "-h", "-N", "-o", "%N|%R|%T|%a|%l|%s")
            .lines()
            .map(line -> line.split("\\|"))
            .filter(columns -> columns.length == 6)
            .map(BackfillQuery::place)
            .flatMap(Optional::stream)
            .toList();
    List<IdleNodes.Plan> plans = new ArrayList<>();
    tools
        .output("squeue", "-h", "-a", "-t", "PENDING", "-o", "%S|%V|%P|%Y|%r")
        .lines()
        .map(line -> line.split("\\|", 5))
        .filter(columns -> columns.length == 5)
        .map(columns -> plan(columns, now))
        .forEach(plan -> plan.ifPresent(plans::add));
    plans.addAll(reservations(now));
    return IdleNodes.windows(places, plans, now);
  }

  /**
   * Parses an idle node. "Planned" is Slurm's term for an idle node that is planned for a pending
   * job.
   */
  private static Optional<IdleNodes.Place> place(String[] columns) {
    boolean idle = columns[2].equals("idle") || columns[2].equals("planned");
    if (!idle || !columns[3].equals("up")) {
      return Optional.empty();
    }
    String mostNodes = columns[5].replaceFirst(".*-", "");
    return Optional.of(
        new IdleNodes.Place(
            columns[0],
            columns[1],
            SlurmTimes.length(columns[4]).orElse(BackfillWindow.NO_END),
            mostNodes.matches("\\d{1,9}") ? Integer.parseInt(mostNodes) : Integer.MAX_VALUE));
  }

  private Optional<IdleNodes.Plan> plan(String[] columns, Instant now) {
    Instant start = SlurmTimes.instant(columns[0]);
    Instant submitted = SlurmTimes.instant(columns[1]);
    Set<String> partitions = Set.of(columns[2].split(","));
    if (start != null) {
      Set<String> nodes =
          columns[3].isEmpty() || columns[3].equals("(null)")
              ? Set.of()
              : new HashSet<>(NodeNames.expand(columns[3]));
      return Optional.of(new IdleNodes.Plan(start, nodes, partitions));
    }
    // Slurm may be about to give it the very nodes that are idle now. Later it has been considered,
    // and a job still without a plan is so far off that nothing is kept free for it.
    boolean fresh = submitted == null || submitted.plus(planDelay).isAfter(now);
    return fresh && COMPETING.contains(columns[4])
        ? Optional.of(new IdleNodes.Plan(now, Set.of(), partitions))
        : Optional.empty();
  }

  private List<IdleNodes.Plan> reservations(Instant now) {
    CommandResult result = tools.run(List.of("scontrol", "show", "reservation", "-o"));
    if (!result.ok()) {
      throw SlurmTools.error(ErrorKind.SITE, "scontrol", result);
    }
    List<IdleNodes.Plan> plans = new ArrayList<>();
    for (String line : result.out().lines().toList()) {
      Instant start = SlurmTimes.instant(JobQuery.value(line, "StartTime"));
      Instant end = SlurmTimes.instant(JobQuery.value(line, "EndTime"));
      String nodes = JobQuery.value(line, "Nodes");
      if (start != null && (end == null || end.isAfter(now)) && !nodes.startsWith("(")) {
        plans.add(new IdleNodes.Plan(start, new HashSet<>(NodeNames.expand(nodes)), Set.of()));
      }
    }
    return plans;
  }
}
