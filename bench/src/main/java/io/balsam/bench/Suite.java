package io.balsam.bench;

import io.balsam.bench.measure.Contender;
import io.balsam.bench.measure.Line;
import io.balsam.bench.measure.Unit;
import io.balsam.bench.measure.Workload;
import io.balsam.bench.programs.Balsam;
import io.balsam.bench.programs.GnuParallel;
import io.balsam.bench.programs.Make;
import io.balsam.bench.programs.Nextflow;
import io.balsam.bench.programs.Program;
import io.balsam.bench.programs.Python;
import io.balsam.bench.programs.Scripts;
import io.balsam.bench.programs.Shape;
import io.balsam.bench.programs.ShellLoop;
import io.balsam.bench.programs.Tools;
import io.balsam.bench.programs.Turns;
import io.balsam.bench.programs.Xargs;
import io.balsam.bench.simulated.GraphRun;
import io.balsam.bench.simulated.LeaseRun;
import io.balsam.bench.simulated.PackingRun;
import io.balsam.bench.simulated.Postgres;
import io.balsam.bench.slurm.SlurmJobs;
import io.balsam.bench.store.StoreFloor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** All workloads, by name. One is made when its turn comes: some start servers of their own. */
final class Suite implements AutoCloseable {

  /** Programs that are far from the floor have one turn: their figures differ by factors. */
  private static final int ONCE = 1;

  private final Size size;
  private final int rounds;
  private final Tools tools;
  private final Balsam balsam;
  private final Postgres postgres = new Postgres();
  private final SlurmJobs slurm;
  private final List<Program> peers;
  private final Map<String, Supplier<Workload>> workloads = new LinkedHashMap<>();

  Suite(Size size, int rounds, Tools tools, Balsam balsam) {
    this.size = size;
    this.rounds = rounds;
    this.tools = tools;
    this.balsam = balsam;
    this.slurm = new SlurmJobs(balsam);
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
    workloads.put("version", this::version);
    workloads.put("lint", this::lint);
    workloads.put("first", this::first);
    workloads.put("slurm", this::slurm);
  }

  Map<String, Supplier<Workload>> workloads() {
    return workloads;
  }

  private Workload apart(int jobs) {
    String title = "%,d independent jobs that do nothing".formatted(jobs);
    return workload(
        "noop-" + jobs,
        title,
        List.of(new Xargs(tools, true), new Xargs(tools, false), balsam),
        Shape.APART,
        jobs);
  }

  private Workload fan() {
    int jobs = size.of(20, 10_002, 10_002);
    return workload(
        "fan",
        "1 job, then %,d, then 1".formatted(jobs - 2),
        List.of(new Make(tools), balsam),
        Shape.FAN,
        jobs);
  }

  private Workload functions() {
    int jobs = size.of(20, 20_000, 100_000);
    List<Contender> contenders = new ArrayList<>();
    contenders.add(StoreFloor.contender(jobs));
    contenders.add(Turns.rate(balsam, Shape.FUNCTIONS, jobs, rounds));
    peers(Shape.FUNCTIONS)
        .forEach(peer -> contenders.add(Turns.rate(peer, Shape.FUNCTIONS, jobs, turns(jobs))));
    String title = "%,d functions, every state durable".formatted(jobs);
    return new Workload("functions", title, Unit.JOBS_PER_SECOND, rounds, contenders);
  }

  private Workload chain() {
    int jobs = size.of(20, 1_000, 1_000);
    List<Contender> contenders = new ArrayList<>();
    contenders.add(Turns.hops(new ShellLoop(), jobs, rounds));
    contenders.add(Turns.hops(balsam, jobs, rounds));
    peers(Shape.CHAIN).forEach(peer -> contenders.add(Turns.hops(peer, jobs, turns(jobs))));
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
      contenders.add(
          LeaseRun.contender(
              "H2",
              Optional.empty(),
              directory -> "jdbc:h2:file:" + directory.resolve("db"),
              launchers,
              jobs));
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

  private Workload version() {
    Line java =
        Line.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-version");
    List<Contender> contenders = new ArrayList<>();
    contenders.add(Turns.seconds("java -version", java, new ShellLoop(), turns()));
    contenders.add(Turns.seconds("Balsam", balsam.line("--version"), balsam, turns()));
    return new Workload("version", "balsam --version", Unit.SECONDS, turns(), contenders);
  }

  private Workload lint() {
    List<Contender> contenders = new ArrayList<>();
    contenders.add(Scripts.written(balsam, size.of(20, 1_000, 1_000), turns()));
    contenders.add(Scripts.looped(balsam, size.of(20, 1_000, 1_000), turns()));
    return new Workload(
        "lint", "balsam lint of a script of 1,000 jobs", Unit.SECONDS, turns(), contenders);
  }

  private Workload first() {
    List<Contender> contenders = new ArrayList<>();
    contenders.add(Turns.first(new ShellLoop(), turns()));
    contenders.add(Turns.first(balsam, turns()));
    peers(Shape.ONE).forEach(peer -> contenders.add(Turns.first(peer, ONCE)));
    return new Workload(
        "first", "from Enter to the first job's own first act", Unit.SECONDS, turns(), contenders);
  }

  private Workload slurm() {
    int jobs = size.of(5, 1_000, 1_000);
    return new Workload(
        "slurm",
        "%,d short jobs on Slurm, two nodes".formatted(jobs),
        Unit.JOBS_PER_SECOND,
        Math.min(2, rounds),
        slurm.contenders(jobs, size.of(5, 200, 1_000)));
  }

  @Override
  public void close() throws IOException {
    slurm.close();
    postgres.close();
  }

  /** Those first named in every round, the peers as often as is worth it. */
  private Workload workload(
      String name, String title, List<Program> programs, Shape shape, int jobs) {
    List<Contender> contenders = new ArrayList<>();
    int rounds = jobs < 1_000 ? turns() : this.rounds;
    programs.forEach(program -> contenders.add(Turns.rate(program, shape, jobs, rounds)));
    for (Program peer : peers(shape)) {
      if (!programs.contains(peer)) {
        contenders.add(Turns.rate(peer, shape, jobs, peer instanceof Make ? rounds : turns(jobs)));
      }
    }
    return new Workload(name, title, Unit.JOBS_PER_SECOND, rounds, contenders);
  }

  private List<Program> peers(Shape shape) {
    return peers.stream().filter(peer -> peer.can(shape)).toList();
  }

  /** Rounds of what takes a second or two. */
  private int turns() {
    return size == Size.QUICK ? 1 : rounds + 2;
  }

  /** Rounds of peers: more where there is little to do. */
  private int turns(int jobs) {
    return size == Size.FULL ? rounds : jobs <= 100 ? 2 : ONCE;
  }
}
