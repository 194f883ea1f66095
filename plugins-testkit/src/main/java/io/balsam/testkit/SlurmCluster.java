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
 * A real Slurm of one's own on this host: controller and nodes, on loopback and free ports, with
 * everything it writes in a folder that goes with it. Several run side by side. Runs as root or as
 * an ordinary user, whose jobs are then the only ones.
 *
 * <p>Closing it, and the end of this JVM however it comes, kills its daemons, its jobs, and every
 * process that still has this cluster's {@link #environment()}.
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
   * What this machine lacks to run one, as {@code "slurmctld, munged"}; empty when it lacks
   * nothing. For {@code @Requires} and {@code @IgnoreIf} of specs.
   */
  public static String missing() {
    return missing("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "setsid");
  }

  /** The same for a cluster with accounting. */
  public static String missingForAccounting() {
    return Stream.of(
            missing(), missing("slurmdbd", "sacctmgr", "sacct", "mariadbd", "mariadb-install-db"))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /**
   * Starts one and waits until all its nodes are idle.
   *
   * @throws IllegalStateException when that does not come about, with the ends of all logs
   */
  public static SlurmCluster start(SlurmSetup setup) {
    try {
      Path folder = Files.createTempDirectory("balsam-slurm");
      // The database's and the jobs' users must get in; keys and sockets have modes of their own.
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

  /** What a process needs in its environment to talk to this cluster. */
  public Map<String, String> environment() {
    return environment;
  }

  /** Runs this machine's commands with this cluster's environment. */
  public CommandRunner commands() {
    return (command, more, stdin, limit) -> {
      Map<String, String> all = new HashMap<>(environment);
      all.putAll(more);
      return host.run(command, all, stdin, limit);
    };
  }

  /** Names of the nodes, in order. */
  public List<String> nodes() {
    return files.nodes();
  }

  /** Where everything of it lies; {@code log/} has the daemons' logs. */
  public Path folder() {
    return files.folder();
  }

  /**
   * Runs a command, for example {@code squeue -h}, to its end.
   *
   * @return what it printed, without blanks at the ends
   * @throws IllegalStateException when it fails, with what it said
   */
  public String run(String... command) {
    CommandResult result = commands().run(command);
    if (!result.ok()) {
      throw new IllegalStateException(
          String.join(" ", command) + ": " + result.err() + result.out());
    }
    return result.out().trim();
  }

  /** {@link #run} of {@code scontrol}. */
  public String scontrol(String... words) {
    return run(prepend("scontrol", words));
  }

  /** {@link #run} of {@code squeue}. */
  public String squeue(String... words) {
    return run(prepend("squeue", words));
  }

  /** Kills a node as a power cut would: its slurmd with all that runs on it. */
  public void killNode(String node) {
    unchecked(() -> daemons.kill("SLURMD_NODENAME=" + node));
  }

  /**
   * Has Slurm notice at once that a node is dead, which takes it up to half a minute by itself:
   * jobs on it end with NODE_FAIL, or are queued again.
   */
  public void noticeDown(String node) {
    scontrol("update", "NodeName=" + node, "State=DOWN", "Reason=killed");
  }

  /** Starts a node again, and Slurm takes it back. */
  public void startNode(String node) {
    unchecked(
        () ->
            daemons.start(
                node,
                // slurmd hands it on to slurmstepd, and tasks have it anyway: so a node's processes
                // are known.
                Map.of("SLURMD_NODENAME", node),
                "slurmd",
                "-D",
                "-N",
                node,
                "-f",
                files.conf(node).toString()));
  }

  /** Stops the controller; nodes and running jobs go on, every client command fails or waits. */
  public void stopController() {
    daemons.stop("slurmctld");
  }

  /**
   * Kills the controller outright. What it saved last may say of steps that they run which have
   * ended by the time it is started again: it then believes so for ever.
   */
  public void crashController() {
    daemons.crash("slurmctld");
  }

  /**
   * Waits until the controller has saved how a job is now, which it does some seconds after a
   * change. One that crashes earlier does not know the job when it is started again.
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

  /** Waits until something is so. */
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
    // Slurm cannot find its own host where loopback is all there is.
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
   * Below those that the kernel gives to clients, so that nobody gets one before its daemon does.
   */
  private static List<Integer> freePorts(int count) throws IOException {
    Random random = new Random();
    Set<Integer> ports = new TreeSet<>();
    while (ports.size() < count) {
      int port = 20_000 + random.nextInt(12_000);
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        ports.add(probe.getLocalPort());
      } catch (BindException e) {
        // Taken: try another.
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
