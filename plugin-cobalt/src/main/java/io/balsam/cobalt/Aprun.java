package io.balsam.cobalt;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.Launch;
import io.balsam.spi.LaunchEnd;
import io.balsam.spi.MpiRunner;
import io.balsam.spi.PluginException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Command line of a Cray's {@code aprun}, which never starts two jobs on one node. */
record Aprun(String program) implements MpiRunner {

  private static final Set<String> AFFINITIES = Set.of("none", "depth", "cpu", "numa_node");

  @Override
  public List<String> commandLine(Launch launch) {
    Map<String, String> params = new LinkedHashMap<>(launch.launchParams());
    String affinity = params.getOrDefault("cpu_affinity", "none");
    params.remove("cpu_affinity");
    if (!AFFINITIES.contains(affinity)) {
      throw new PluginException(
          ErrorKind.USER,
          "launch parameter 'cpu_affinity': %s: must be none, depth, cpu or numa_node"
              .formatted(affinity));
    }
    List<String> line = new ArrayList<>(List.of(program));
    line.addAll(List.of("-n", "" + launch.ranks(), "-N", "" + launch.ranksPerNode()));
    line.addAll(List.of("-L", nids(launch.nodes())));
    if (!params.containsKey("-cc")) {
      line.addAll(List.of("-cc", affinity));
    }
    line.addAll(List.of("-d", "" + launch.threadsPerRank(), "-j", "" + launch.threadsPerCore()));
    line.addAll(LaunchParams.words("aprun", params));
    line.addAll(launch.command());
    return line;
  }

  @Override
  public LaunchEnd end(List<String> output) {
    if (output.stream().anyMatch(line -> line.contains("Received node failed or halted event"))) {
      return LaunchEnd.STOPPED;
    }
    // The previous application on these nodes has not been cleaned up yet.
    boolean refused = output.stream().anyMatch(line -> line.contains("claim exceeds reservation"));
    return refused ? LaunchEnd.NOT_CREATED : MpiRunner.super.end(output);
  }

  @Override
  public boolean sharesNodes() {
    return false;
  }

  /** Converts node names to the numbers that aprun needs: {@code nid01001} is 1001. */
  private static String nids(List<String> nodes) {
    return nodes.stream()
        .map(node -> node.replaceFirst("^nid0*(?=\\d)", ""))
        .collect(Collectors.joining(","));
  }
}
