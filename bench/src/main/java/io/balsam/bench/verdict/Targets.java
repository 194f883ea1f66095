package io.balsam.bench.verdict;

import io.balsam.bench.measure.Amount;
import io.balsam.bench.measure.Result;
import io.balsam.bench.measure.Row;
import io.balsam.bench.measure.Spread;
import io.balsam.bench.staging.StagingJobs;
import io.balsam.bench.verdict.Target.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All targets of the project, as ratios where absolute figures would depend on the machine. */
public final class Targets {

  private static final String OURS = "Balsam";
  private static final String MANY = "noop-10000";
  private static final List<String> AGAINST_ENGINES =
      List.of(MANY, "noop-1000", "noop-100", "chain", "fan", "functions");

  private final Measured measured;
  private final List<Target> targets = new ArrayList<>();

  private Targets(List<Result> results) {
    measured = new Measured(results);
  }

  /** Returns the verdict on each target. */
  public static List<Target> of(List<Result> results) {
    return new Targets(results).all();
  }

  private List<Target> all() {
    rate(
        "10,000 no-ops against `xargs -P` with the same visible work",
        1,
        "xargs, own directory and output files");
    rate("the same against bare `xargs -P`", 0.6, "xargs, bare");
    rate("the same against Nextflow, local", 25, "Nextflow, local");
    AGAINST_ENGINES.forEach(this::engines);
    most(
        "a dependent job starts after its parent's exit, p50, ms",
        5,
        measured.figure("chain", OURS));
    least(
        "durable functions a second, from the first start to the last end",
        20_000,
        measured
            .more("functions", OURS, "jobs/s from the first start to the last end")
            .map(Targets::one));
    least("the same, the whole program", 20_000, measured.figure("functions", OURS));
    most(
        "bytes of heap of a waiting job",
        200,
        measured
            .more("graph", "Balsam, processes simulated", "heap bytes of each waiting job")
            .map(Targets::one));
    million();
    most("`balsam --version`, s", 0.25, measured.figure("version", OURS));
    most("from Enter to the first job's own first act, s", 1.5, measured.figure("first", OURS));
    least(
        "packing: lower bound ÷ makespan",
        0.95,
        measured.figure("packing", "Balsam, queue and pool"));
    most(
        "a round of automatic scaling, 100,000 waiting jobs of 200 shapes, ms",
        50,
        measured.figure("scaling", OURS));
    most("learning from one run of a job, µs", 20, measured.figure("model", OURS));
    most(
        "simulating two weeks, 100,000 jobs on 1,000 nodes, s",
        60,
        measured.figure("simulate", "Balsam, 1,000 nodes"));
    staging();
    return List.copyOf(targets);
  }

  private void rate(String what, double wanted, String other) {
    Optional<Spread> times = measured.times(MANY, other);
    add(
        what,
        "≥ %s × its rate".formatted(Amount.round(wanted)),
        times.map(spread -> text(spread) + " ×"),
        times.map(spread -> spread.median() >= wanted));
  }

  /** Adds a target for the engines other than Balsam and the floor. */
  private void engines(String workload) {
    List<String> engines =
        measured.workload(workload).stream()
            .flatMap(result -> result.rows().stream())
            .map(Row::name)
            .filter(name -> !name.matches("Balsam|xargs.*|make.*|shell.*|the store.*"))
            .toList();
    List<String> text = new ArrayList<>();
    boolean ahead = true;
    for (String engine : engines) {
      Optional<Spread> times = measured.times(workload, engine);
      times.ifPresent(spread -> text.add(Amount.of(spread.median()) + " × " + engine));
      ahead &= times.map(spread -> spread.median() > 1).orElse(true);
    }
    boolean enough = ahead;
    Optional<String> reached =
        text.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", text));
    add(
        "ahead of every other engine that can be run, `%s`".formatted(workload),
        "> 1 × each",
        reached,
        reached.map(any -> enough));
  }

  private void staging() {
    staging(
        "10 files to each of 1,000 jobs and back by ssh, against `rsync -a`",
        1.25,
        "staging-ssh",
        "rsync -a in, then out");
    staging(
        "the same by GridFTP, against `globus-url-copy -fast`",
        1.25,
        "staging-gridftp",
        "globus-url-copy -fast in, then out");
    Optional<Double> items = measured.more("staging-globus", OURS, StagingJobs.ITEMS);
    add(
        "files a second through an emulator of Globus",
        "≥ 5,000",
        items.map(Amount::of),
        items.map(rate -> rate >= 5_000));
    Optional<Spread> each = measured.times("staging-each", "scp, one for each");
    add(
        "one file to each of 1,000 jobs, against one `scp` for each",
        "≥ 20 × its rate",
        each.map(spread -> text(spread) + " ×"),
        each.map(spread -> spread.median() >= 20));
    staging("one file of 2 GiB by ssh, against `rsync -a`", 1.1, "staging-large", "rsync -a");
  }

  /** Adds a target for what files add to the time of jobs, beside a tool that only moves them. */
  private void staging(String what, double wanted, String workload, String tool) {
    Optional<Double> times =
        measured
            .more(workload, OURS, "staging alone s")
            .flatMap(ours -> measured.figure(workload, tool).map(its -> ours / its.median()));
    add(
        what,
        "≤ %s × its time".formatted(Amount.round(wanted)),
        times.map(ratio -> Amount.of(ratio) + " ×"),
        times.map(ratio -> ratio <= wanted));
  }

  private void million() {
    Optional<Row> row =
        measured
            .row("graph", "Balsam, processes simulated")
            .filter(graph -> graph.jobs() >= 1_000_000);
    Target target =
        new Target(
            "1,000,000 jobs in 2 GB of heap",
            "they run",
            row.map(graph -> "they ran in %s MiB".formatted(Amount.median(graph.peakMib())))
                .orElse("takes longer: `make bench ARGS='--size full --only graph'`"),
            row.map(any -> Verdict.MET).orElse(Verdict.OPEN));
    targets.add(target);
  }

  private void least(String what, double wanted, Optional<Spread> figure) {
    add(
        what,
        "≥ " + Amount.round(wanted),
        figure.map(Targets::text),
        figure.map(spread -> spread.median() >= wanted));
  }

  private void most(String what, double wanted, Optional<Spread> figure) {
    add(
        what,
        "≤ " + Amount.round(wanted),
        figure.map(Targets::text),
        figure.map(spread -> spread.median() <= wanted));
  }

  private void add(String what, String wanted, Optional<String> reached, Optional<Boolean> enough) {
    targets.add(
        new Target(
            what,
            wanted,
            reached.orElse("not measured in this run"),
            enough.map(Verdict::of).orElse(Verdict.OPEN)));
  }

  private static Spread one(double figure) {
    return new Spread(figure, figure, figure);
  }

  private static String text(Spread spread) {
    String range = Amount.range(spread);
    return Amount.of(spread.median()) + (range.isEmpty() ? "" : " (" + range + ")");
  }
}
