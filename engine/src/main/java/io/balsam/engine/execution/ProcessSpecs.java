package io.balsam.engine.execution;

import io.balsam.engine.api.launcher.Assignment;
import io.balsam.engine.command.ShellWords;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.process.OrphanReaper;
import io.balsam.engine.process.ProcessSpec;
import io.balsam.engine.process.RankEnds;
import io.balsam.engine.process.RankShell;
import io.balsam.spi.Launch;
import io.balsam.spi.MpiRunner;
import io.balsam.spi.Node;
import io.balsam.spi.VisibleGpus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns an assignment into the process that runs it: adds what depends on the nodes, which is the
 * command line of the MPI runner, threads and GPUs in the environment, the nodes' names, and the
 * mark of the process that started it.
 */
public final class ProcessSpecs {

  /**
   * Shell text, and the ranks that it starts, if any.
   *
   * @param local whether all processes of the job are started on this machine, by the text itself
   */
  private record Command(String text, @Nullable RankEnds ranks, boolean local) {
    Command(String text) {
      this(text, null, true);
    }
  }

  private final Platform platform;
  private final List<Node> nodes;
  private final String mark;
  private final boolean singlesByRunner;

  /**
   * Creates the specs for jobs on some nodes.
   *
   * @param platform for its MPI runners; its own nodes are not asked for
   * @param nodes the nodes that placements refer to by index
   * @param mark names the process that starts the jobs, for {@link OrphanReaper}: an engine's id,
   *     or {@link OrphanReaper#LAUNCHER} and a launcher's name
   * @param singlesByRunner whether a job of one rank goes through the MPI runner as well, unless
   *     the runner reports that it is not needed; otherwise it is a plain process of this machine
   */
  public ProcessSpecs(Platform platform, List<Node> nodes, String mark, boolean singlesByRunner) {
    this.platform = platform;
    this.nodes = List.copyOf(nodes);
    this.mark = mark;
    this.singlesByRunner = singlesByRunner;
  }

  /** Returns the names of the nodes, separated by commas. */
  public String nodeNames(Placement placement) {
    return String.join(",", hosts(placement));
  }

  /**
   * Returns the process of a command's assignment, on the owner's placement.
   *
   * @throws RuntimeException when it cannot be started as it is; the message is for users
   */
  public ProcessSpec process(Assignment assignment) {
    return process(assignment, assignment.placement());
  }

  /**
   * Returns the process of a command's assignment, on another placement than the owner's.
   *
   * @throws RuntimeException when it cannot be started as it is; the message is for users
   */
  public ProcessSpec process(Assignment assignment, Placement placement) {
    Map<String, String> place = new LinkedHashMap<>();
    place.put("BALSAM_NODE", nodeNames(placement));
    place.put(OrphanReaper.OWNER, mark);
    Map<String, String> environment =
        JobEnvironment.of(
            assignment.resources(),
            gpuNames(assignment.resources(), placement),
            System.getenv(),
            assignment.appEnvironment(),
            assignment.environment(),
            place);
    Map<Path, String> scripts = new HashMap<>();
    Command command = launched(assignment, placement, environment, scripts);
    return new ProcessSpec(
        assignment.job(),
        assignment.attempt(),
        assignment.workdir(),
        command.text(),
        assignment.preamble(),
        environment,
        assignment.mergeOutput(),
        assignment.strictShell(),
        scripts,
        command.ranks(),
        assignment.resources().memory(),
        command.local());
  }

  /**
   * Returns the GPUs' numbers or, where the node has names for its GPUs, their names. A job with
   * nodes of its own has the first GPUs of each.
   *
   * @return null where there is nothing to say: its nodes have no GPUs, or call them differently
   */
  private @Nullable List<String> gpuNames(Resources resources, Placement placement) {
    List<Node> own = placement.nodes().stream().map(nodes::get).toList();
    if (!placement.gpuIds().isEmpty()) {
      return gpuNames(own.get(0), placement.gpuIds());
    }
    if (own.stream().allMatch(node -> node.gpuIds().isEmpty())) {
      return null;
    }
    int count = (int) Math.ceil(resources.gpusPerNode() - 1e-6);
    List<List<String>> names = own.stream().map(one -> firstGpus(one, count)).distinct().toList();
    return names.size() == 1 && names.get(0).size() == count ? names.get(0) : null;
  }

  private static List<String> firstGpus(Node node, int count) {
    List<Integer> ids = node.gpuIds();
    return gpuNames(node, ids.subList(0, Math.min(count, ids.size())));
  }

  private static List<String> gpuNames(Node node, List<Integer> ids) {
    return ids.stream()
        .map(
            id ->
                node.gpuNames().isEmpty()
                    ? Integer.toString(id)
                    : node.gpuNames().get(node.gpuIds().indexOf(id)))
        .toList();
  }

  /**
   * Returns the command as it is started on the nodes.
   *
   * @param scripts receives the files that it needs
   */
  private Command launched(
      Assignment assignment,
      Placement placement,
      Map<String, String> environment,
      Map<Path, String> scripts) {
    Resources resources = assignment.resources();
    boolean single =
        assignment.runner().isEmpty() && resources.nodes() * resources.ranksPerNode() == 1;
    if (single && !singlesByRunner) {
      return new Command(assignment.command());
    }
    RankShell shell =
        RankShell.of(
            assignment.workdir(),
            assignment.job(),
            assignment.preamble(),
            assignment.command(),
            assignment.strictShell());
    MpiRunner runner = platform.runner(assignment.runner());
    int count = resources.nodes() * resources.ranksPerNode();
    RankEnds ends =
        new RankEnds(
            runner,
            count,
            assignment.workdir(),
            assignment.mergeOutput(),
            apart(runner, assignment),
            assignment.job(),
            assignment.attempt());
    Launch launch =
        new Launch(
            assignment.job(),
            ends.command(shell.words()),
            hosts(placement),
            resources.ranksPerNode(),
            resources.threadsPerRank(),
            resources.threadsPerCore(),
            resources.gpusPerRank(),
            nodes.get(placement.nodes().get(0)),
            placement.cpuIds(),
            placement.gpuIds(),
            gpuVariables(environment),
            resources.memory(),
            assignment.launchParams());
    if (single && !runner.needed(launch)) {
      return new Command(assignment.command());
    }
    scripts.putAll(shell.files());
    List<String> line = runner.commandLine(launch);
    // A runner that adds no word starts no process between us and the one rank.
    return line.equals(launch.command())
        ? new Command(shell.before() + ShellWords.join(shell.words()))
        : new Command(shell.before() + ShellWords.join(line), ends, startsHere(runner, launch));
  }

  /**
   * Returns whether the runner starts all ranks on this machine, as its own children: there it does
   * not need to be asked for a single one, and it signals them itself.
   */
  private static boolean startsHere(MpiRunner runner, Launch launch) {
    return launch.nodes().size() == 1
        && runner.rankName().isEmpty()
        && !runner.needed(launch.ofOneRank());
  }

  /**
   * Returns whether ranks write to separate files: several nodes that append to one file overwrite
   * each other's lines on NFS.
   */
  private static boolean apart(MpiRunner runner, Assignment assignment) {
    return (assignment.mergeOutput() || assignment.resources().nodes() == 1)
        && !runner.shapesOutput(assignment.launchParams());
  }

  private static Map<String, String> gpuVariables(Map<String, String> environment) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String name : VisibleGpus.VARIABLES) {
      Optional.ofNullable(environment.get(name)).ifPresent(gpus -> variables.put(name, gpus));
    }
    return variables;
  }

  private List<String> hosts(Placement placement) {
    return placement.nodes().stream().map(i -> nodes.get(i).name()).toList();
  }
}
