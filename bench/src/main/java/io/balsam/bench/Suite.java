package io.balsam.bench;

import io.balsam.bench.measure.Contender;
import io.balsam.bench.measure.Line;
import io.balsam.bench.measure.Unit;
import io.balsam.bench.measure.Workload;
import io.balsam.bench.programs.Balsam;
import io.balsam.bench.programs.Functions;
import io.balsam.bench.programs.GnuParallel;
import io.balsam.bench.programs.Make;
import io.balsam.bench.programs.Nextflow;
import io.balsam.bench.programs.Program;
import io.balsam.bench.programs.Python;
import io.balsam.bench.programs.Scripts;
import io.balsam.bench.programs.Shape;
import io.balsam.bench.programs.ShellLoop;
import io.balsam.bench.programs.Simulations;
import io.balsam.bench.programs.Tools;
import io.balsam.bench.programs.Turns;
import io.balsam.bench.programs.Xargs;
import io.balsam.bench.simulated.ClusterRun;
import io.balsam.bench.simulated.GraphRun;
import io.balsam.bench.simulated.LeaseRun;
import io.balsam.bench.simulated.ModelRun;
import io.balsam.bench.simulated.PackingRun;
import io.balsam.bench.simulated.Postgres;
import io.balsam.bench.simulated.ScalingRun;
import io.balsam.bench.simulated.WaysRun;
import io.balsam.bench.slurm.SlurmJobs;
import io.balsam.bench.staging.StagingJobs;
import io.balsam.bench.store.StoreFloor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * All workloads, by name. Each is created just before it is measured: some start servers of their
 * own.
 */
final class Suite implements AutoCloseable {

  /** Number of turns of programs far from the floor: their figures differ by factors. */
  private static final int ONCE = 1;

  private static final String SHORT =
      "{utilisation: 0.85, median_run_time: 20m, largest_share: 0.1}";

  private static final String WIDE =
      "{utilisation: 0.9, median_run_time: 3h, longest_run_time: 12h, largest_share: 0.5}";

  private static final String IDLE = "{utilisation: 0.6}";

  private final Size size;
  private final int rounds;
  private final Tools tools;
  private final Balsam balsam;
  private final Postgres postgres = new Postgres();
  private final SlurmJobs slurm;
  private final StagingJobs staging;
  private final List<Program> peers;
  private final Map<String, Supplier<Workload>> workloads = new LinkedHashMap<>();

  Suite(Size size, int rounds, Tools tools, Balsam balsam) {
    this.size = size;
    this.rounds = rounds;
    this.tools = tools;
    this.balsam = balsam;
    this.slurm = new SlurmJobs(balsam);
    this.staging = new StagingJobs(balsam);
    this.peers =
        List.of(
            new Make(tools),
            new GnuParallel(tools),
            new Python(tools, Python.Engine.HYPERQUEUE),
            new Python(tools, Python.Engine.PARSL),
            new Python(tools, Python.Engine.PARSL_THREADS),
            new Python(tools, Python.Engine.SNAKEMAKE),
            new Nextflow(tools));
    for (int jobs : size == Size.QUICK ? new int[] {1, 20} : new int[] {1, 100, 1_000, 10_000}) {
      workloads.put("noop-" + jobs, () -> apart(jobs));
    }
    workloads.put("chain", this::chain);
    workloads.put("fan", this::fan);
    workloads.put("functions", this::functions);
    workloads.put("graph", this::graph);
    workloads.put("leases", this::leases);
    workloads.put("packing", this::packing);
    workloads.put("scaling", this::scaling);
    workloads.put("cluster", this::cluster);
    workloads.put("model", this::model);
    workloads.put("simulate", this::simulate);
    workloads.put("ways-short", () -> ways("short", "short jobs, 0.85 of the machine", SHORT));
    workloads.put("ways-wide", () -> ways("wide", "wide jobs, 0.9 of the machine", WIDE));
    workloads.put("ways-idle", () -> ways("idle", "jobs on 0.6 of the machine", IDLE));
    workloads.put("version", this::version);
    workloads.put("lint", this::lint);
    workloads.put("first", this::first);
    workloads.put("staging-ssh", () -> staged("staging-ssh", "ssh", rounds, staging::ssh));
    workloads.put(
        "staging-gridftp", () -> staged("staging-gridftp", "GridFTP", few(), staging::gridFtp));
    workloads.put(
        "staging-globus",
        () -> staged("staging-globus", "an emulator of Globus", few(), staging::globus));
    workloads.put("staging-each", this::stagingEach);
    workloads.put("staging-large", this::stagingLarge);
    workloads.put("slurm", this::slurm);
  }

  Map<String, Supplier<Workload>> workloads() {
    return workloads;
  }

  private Workload apart(int jobs) {
    List<Contender> contenders = new ArrayList<>();
    for (Program program : List.of(new Xargs(tools, true), new Xargs(tools, false), balsam)) {
      contenders.add(Turns.rate(program, Shape.APART, jobs, rounds));
    }
    for (Program peer : peers(Shape.APART)) {
      int turns = peer instanceof Make ? rounds : ONCE;
      contenders.add(Turns.rate(peer, Shape.APART, jobs, turns));
    }
    String title =
        jobs == 1
            ? "one job that does nothing"
            : "%,d independent jobs that do nothing".formatted(jobs);
    return new Workload("noop-" + jobs, title, Unit.JOBS_PER_SECOND, rounds, contenders);
  }

  private Workload fan() {
    int jobs = size.of(20, 10_002, 10_002);
    List<Contender> contenders = new ArrayList<>();
    contenders.add(Turns.fan(new Make(tools), jobs, rounds));
    contenders.add(Turns.fan(balsam, jobs, rounds));
    peers(Shape.FAN).stream()
        .filter(peer -> !(peer instanceof Make))
        .forEach(peer -> contenders.add(Turns.fan(peer, jobs, ONCE)));
    String title = "1 job, then %,d that depend on it, then 1".formatted(jobs - 2);
    return new Workload("fan", title, Unit.JOBS_PER_SECOND, few(), contenders);
  }

  private Workload functions() {
    int jobs = size.of(20, 100_000, 100_000);
    List<Contender> contenders = new ArrayList<>();
    contenders.add(StoreFloor.contender(size.of(20, 20_000, 100_000)));
    contenders.add(Functions.contender(balsam, jobs, rounds));
    peers(Shape.FUNCTIONS)
        .forEach(peer -> contenders.add(Turns.rate(peer, Shape.FUNCTIONS, jobs, ONCE)));
    String title = "%,d functions, every state durable".formatted(jobs);
    return new Workload("functions", title, Unit.JOBS_PER_SECOND, few(), contenders);
  }

  private Workload chain() {
    int jobs = size.of(20, 1_000, 1_000);
    List<Contender> contenders = new ArrayList<>();
    contenders.add(Turns.hops(new ShellLoop(), jobs, rounds));
    contenders.add(Turns.hops(balsam, jobs, rounds));
    peers(Shape.CHAIN).forEach(peer -> contenders.add(Turns.hops(peer, jobs, ONCE)));
    String title = "a chain of %,d: from one job's time stamp to the next, p50".formatted(jobs);
    return new Workload("chain", title, Unit.MILLISECONDS, rounds, contenders);
  }

  private Workload graph() {
    int jobs = size.of(200, 100_000, 1_000_000);
    return new Workload(
        "graph",
        "a random graph of %,d jobs, left half-way and opened again".formatted(jobs),
        Unit.JOBS_PER_SECOND,
        1,
        List.of(GraphRun.contender(jobs, "2g")));
  }

  private Workload leases() {
    int jobs = size.of(200, 10_000, 50_000);
    List<Contender> contenders = new ArrayList<>();
    for (int launchers : size == Size.QUICK ? new int[] {1, 2} : new int[] {1, 2, 4, 8}) {
      contenders.add(LeaseRun.contender("H2", Optional.empty(), Suite::h2, launchers, jobs));
    }
    for (int launchers : size == Size.QUICK ? new int[] {2} : new int[] {1, 2, 4, 8}) {
      contenders.add(
          LeaseRun.contender("PostgreSQL", postgres.missing(), postgres::fresh, launchers, jobs));
    }
    return new Workload(
        "leases",
        "durable changes of state, %,d jobs leased by launchers at once".formatted(jobs),
        Unit.CHANGES_PER_SECOND,
        rounds,
        contenders);
  }

  private Workload packing() {
    int jobs = size.of(100, 10_000, 10_000);
    int nodes = size.of(20, 1_000, 1_000);
    return new Workload(
        "packing",
        "%,d mixed jobs on %,d simulated nodes".formatted(jobs, nodes),
        Unit.SHARE,
        rounds,
        PackingRun.contenders(jobs, nodes));
  }

  private Workload scaling() {
    int jobs = size.of(1_000, 100_000, 100_000);
    int shapes = 200;
    return new Workload(
        "scaling",
        "one round of automatic scaling, %,d waiting jobs of %d shapes".formatted(jobs, shapes),
        Unit.MILLISECONDS,
        rounds,
        List.of(ScalingRun.contender(jobs, shapes, Suite::h2)));
  }

  private Workload cluster() {
    int jobs = size.of(1_000, 100_000, 100_000);
    return new Workload(
        "cluster",
        "two weeks of a simulated batch system, %,d jobs".formatted(jobs),
        Unit.SECONDS,
        rounds,
        List.of(ClusterRun.contender(1_000, jobs), ClusterRun.contender(10_000, jobs)));
  }

  private Workload model() {
    int runs = size.of(1_000, 100_000, 100_000);
    return new Workload(
        "model",
        "learning from one of %,d runs of jobs".formatted(runs),
        Unit.MICROSECONDS,
        rounds,
        List.of(ModelRun.contender(runs)));
  }

  private Workload simulate() {
    int jobs = size.of(200, 100_000, 100_000);
    return new Workload(
        "simulate",
        "balsam simulate, two weeks with %,d jobs".formatted(jobs),
        Unit.SECONDS,
        ONCE,
        List.of(
            Simulations.contender(balsam, jobs, 1_000, ONCE),
            Simulations.contender(balsam, jobs, 10_000, ONCE)));
  }

  private Workload ways(String name, String title, String load) {
    int seeds = size.of(1, 3, 20);
    return new Workload(
        "ways-" + name,
        "a campaign of 1,320 jobs on 128 nodes by ways of asking; others have " + title,
        Unit.HOURS,
        ONCE,
        WaysRun.contenders(load, seeds));
  }

  private static String h2(Path directory) {
    return "jdbc:h2:file:" + directory.resolve("db");
  }

  private Workload version() {
    Line java =
        Line.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-version");
    List<Contender> contenders = new ArrayList<>();
    contenders.add(Turns.seconds("java -version", java, new ShellLoop(), rounds));
    contenders.add(Turns.seconds("Balsam", balsam.line("--version"), balsam, rounds));
    return new Workload("version", "balsam --version", Unit.SECONDS, rounds, contenders);
  }

  private Workload lint() {
    List<Contender> contenders = new ArrayList<>();
    contenders.add(Scripts.written(balsam, size.of(20, 1_000, 1_000), rounds));
    contenders.add(Scripts.looped(balsam, size.of(20, 1_000, 1_000), rounds));
    return new Workload(
        "lint", "balsam lint of a script of 1,000 jobs", Unit.SECONDS, rounds, contenders);
  }

  private Workload first() {
    List<Contender> contenders = new ArrayList<>();
    contenders.add(Turns.first(new ShellLoop(), rounds));
    contenders.add(Turns.first(balsam, rounds));
    peers(Shape.ONE).forEach(peer -> contenders.add(Turns.first(peer, ONCE)));
    return new Workload(
        "first", "from Enter to the first job's own first act", Unit.SECONDS, rounds, contenders);
  }

  private Workload staged(
      String name, String by, int turns, BiFunction<Integer, Integer, List<Contender>> contenders) {
    int jobs = size.of(5, 1_000, 1_000);
    return new Workload(
        name,
        "10 small files to each of %,d jobs and back, by %s".formatted(jobs, by),
        Unit.SECONDS,
        turns,
        contenders.apply(jobs, 10));
  }

  private Workload stagingEach() {
    int jobs = size.of(5, 1_000, 1_000);
    return new Workload(
        "staging-each",
        "one file to each of %,d jobs, by ssh".formatted(jobs),
        Unit.JOBS_PER_SECOND,
        few(),
        staging.each(jobs, size.of(2, 50, 100)));
  }

  private Workload stagingLarge() {
    int megabytes = size.of(8, 2_048, 2_048);
    return new Workload(
        "staging-large",
        "one file of %,d MiB to a job, by ssh".formatted(megabytes),
        Unit.SECONDS,
        few(),
        staging.large(megabytes));
  }

  private Workload slurm() {
    int jobs = size.of(5, 1_000, 1_000);
    return new Workload(
        "slurm",
        "%,d short jobs on Slurm, two nodes".formatted(jobs),
        Unit.JOBS_PER_SECOND,
        few(),
        slurm.contenders(jobs, size.of(5, 100, 1_000)));
  }

  @Override
  public void close() throws IOException {
    staging.close();
    slurm.close();
    postgres.close();
  }

  /** Returns the number of rounds of slow workloads. */
  private int few() {
    return Math.min(2, rounds);
  }

  private List<Program> peers(Shape shape) {
    return peers.stream().filter(peer -> peer.can(shape)).toList();
  }
}
