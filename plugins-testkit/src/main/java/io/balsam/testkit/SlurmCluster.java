package io.balsam.testkit;

import io.balsam.spi.CommandResult;
import io.balsam.spi.CommandRunner;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real, private Slurm on this host: controller and nodes, on loopback and free ports, with all
 * its files in a directory that is removed with it. Several run side by side. Runs as root or as an
 * ordinary user; in the latter case all jobs are that user's.
 *
 * <p>Closing it, and any end of this JVM, kills its daemons, its jobs, and every process that still
 * has this cluster's {@link #environment()}.
 */
public final class SlurmCluster implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SlurmFiles files;
  private final SlurmDaemons daemons;
  private final Map<String, String> environment;
  private final HostCommands host = new HostCommands();

  private SlurmCluster(Path folder, SlurmSetup setup) throws IOException {
    this.files = new SlurmFiles(folder, setup, freePorts(SlurmFiles.portsNeeded(setup)));
    this.environment = Map.of("SLURM_CONF", files.conf().toString());
    files.write();
    this.daemons = new SlurmDaemons(folder, environment);
  }

  /**
   * Returns what this machine lacks to run one, as {@code "slurmctld, munged"}; empty when it lacks
   * nothing. For {@code @Requires} and {@code @IgnoreIf} of specs.
   */
  public static String missing() {
    return missing("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "setsid");
  }

  /** Returns what this machine lacks to run a cluster with accounting. */
  public static String missingForAccounting() {
    return Stream.of(
            missing(), missing("slurmdbd", "sacctmgr", "sacct", "mariadbd", "mariadb-install-db"))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /**
   * Starts a cluster and waits until all its nodes are idle.
   *
   * @throws IllegalStateException when they are not idle in time; the message has the ends of all
   *     logs
   */
  public static SlurmCluster start(SlurmSetup setup) {
    try {
      Path folder = Files.createTempDirectory("balsam-slurm");
      // The users of the database and the jobs need access; keys and sockets have modes of their
      // own.
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      SlurmCluster cluster = new SlurmCluster(folder, setup);
      try {
        cluster.startAll(setup);
        return cluster;
      } catch (IOException | RuntimeException e) {
        cluster.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the environment variables that a process needs to talk to this cluster. */
  public Map<String, String> environment() {
    return environment;
  }

  /** Returns a runner of this machine's commands with this cluster's environment. */
  public CommandRunner commands() {
    return (command, more, stdin, limit) -> {
      Map<String, String> all = new HashMap<>(environment);
      all.putAll(more);
      return host.run(command, all, stdin, limit);
    };
  }

  /** Returns the names of the nodes, in sequence. */
  public List<String> nodes() {
    return files.nodes();
  }

  /** Returns the directory with all its files; {@code log/} has the daemons' logs. */
  public Path folder() {
    return files.folder();
  }

  /**
   * Runs a command, for example {@code squeue -h}, to its end.
   *
   * @return its output, without blanks at the ends
   * @throws IllegalStateException when it fails; the message has its output
   */
  public String run(String... command) {
    CommandResult result = commands().run(command);
    if (!result.ok()) {
      throw new IllegalStateException(
          String.join(" ", command) + ": " + result.err() + result.out());
    }
    return result.out().trim();
  }

  /** Runs {@code scontrol} with {@link #run}. */
  public String scontrol(String... words) {
    return run(prepend("scontrol", words));
  }

  /** Runs {@code squeue} with {@link #run}. */
  public String squeue(String... words) {
    return run(prepend("squeue", words));
  }

  /** Kills a node as a power cut would: its slurmd with all that runs on it. */
  public void killNode(String node) {
    unchecked(() -> daemons.kill("SLURMD_NODENAME=" + node));
  }

  /**
   * Makes Slurm detect at once that a node is dead, which takes it up to half a minute by itself:
   * jobs on it end with NODE_FAIL, or are queued again.
   */
  public void noticeDown(String node) {
    scontrol("update", "NodeName=" + node, "State=DOWN", "Reason=killed");
  }

  /** Starts a node again, and waits until Slurm accepts it. */
  public void startNode(String node) {
    unchecked(
        () ->
            daemons.start(
                node,
                // slurmd passes it on to slurmstepd, and tasks have it anyway: so the processes of
                // a node are recognizable.
                Map.of("SLURMD_NODENAME", node),
                "slurmd",
                "-D",
                "-N",
                node,
                "-f",
                files.conf(node).toString()));
  }

  /** Stops the controller; nodes and running jobs continue, every client command fails or waits. */
  public void stopController() {
    daemons.stop("slurmctld");
  }

  /**
   * Kills the controller outright. Its last saved state may contain running steps that have ended
   * by the time it is started again; it then considers them running forever.
   */
  public void crashController() {
    daemons.crash("slurmctld");
  }

  /**
   * Waits until the controller has saved the present state of a job, which it does some seconds
   * after a change. A controller that crashes earlier has lost the job when it is started again.
   */
  public void awaitSaved(String job) {
    File state = files.folder().resolve("ctld/job_state").toFile();
    long before = System.currentTimeMillis();
    run("scontrol", "update", "jobid=" + job, "comment=saved");
    await("job " + job + " being saved", () -> state.lastModified() > before);
  }

  /** Starts the controller again, and returns when it answers. */
  public void startController() {
    unchecked(
        () -> daemons.start("slurmctld", Map.of(), "slurmctld", "-D", "-f", "" + files.conf()));
    await("slurmctld", () -> commands().run("scontrol", "ping").ok());
  }

  @Override
  public void close() {
    daemons.close();
  }

  private void startAll(SlurmSetup setup) throws IOException {
    Path munge = files.folder().resolve("munge");
    Files.setPosixFilePermissions(
        munge.resolve("key"), PosixFilePermissions.fromString("r--------"));
    daemons.start(
        "munged",
        Map.of(),
        "munged",
        "--foreground",
        "--force",
        "--num-threads=2",
        "--key-file=" + munge.resolve("key"),
        "--socket=" + files.mungeSocket(),
        "--pid-file=" + munge.resolve("pid"),
        "--log-file=" + files.folder().resolve("log/munged"),
        "--seed-file=" + munge.resolve("seed"));
    await("munged", () -> Files.exists(files.mungeSocket()));
    if (setup.accounting()) {
      new SlurmAccounting(files, daemons, this).start();
    }
    startController();
    nodes().forEach(this::startNode);
    await(
        "all nodes being idle",
        () ->
            run("sinfo", "-h", "-N", "-p", "long", "-t", "idle", "-o", "%N").lines().count()
                == setup.nodes());
  }

  /** Waits until a condition is true. */
  void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited in vain for %s\n%s".formatted(what, logs()));
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  private String logs() {
    try {
      return daemons.logs();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String missing(String... programs) {
    List<String> missing = new ArrayList<>();
    for (String program : programs) {
      if (SlurmDaemons.program(program).isEmpty()) {
        missing.add(program);
      }
    }
    // Slurm cannot find its own host if there is only loopback.
    if (!networked()) {
      missing.add("a network interface beside loopback");
    }
    return String.join(", ", new TreeSet<>(missing));
  }

  private static boolean networked() {
    try {
      return NetworkInterface.networkInterfaces()
          .anyMatch(
              network ->
                  network.getInterfaceAddresses().stream()
                      .anyMatch(address -> !address.getAddress().isLoopbackAddress()));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Finds ports below those that the kernel assigns to clients, so that no client takes one before
   * its daemon does.
   */
  private static List<Integer> freePorts(int count) throws IOException {
    Random random = new Random();
    Set<Integer> ports = new TreeSet<>();
    while (ports.size() < count) {
      int port = 20_000 + random.nextInt(12_000);
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        ports.add(probe.getLocalPort());
      } catch (BindException e) {
        // In use: try another.
      }
    }
    return List.copyOf(ports);
  }

  private static String[] prepend(String first, String... words) {
    return Stream.concat(Stream.of(first), Stream.of(words)).toArray(String[]::new);
  }

  private interface Action {
    void run() throws IOException;
  }

  private static void unchecked(Action action) {
    try {
      action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
