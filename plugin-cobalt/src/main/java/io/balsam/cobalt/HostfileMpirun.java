package io.balsam.cobalt;

import io.balsam.spi.Launch;
import io.balsam.spi.MpiRunner;
import java.util.ArrayList;
import java.util.List;

/**
 * Command line of an Open MPI that gets the nodes of the allocation by file, and those of a job by
 * option.
 *
 * @param hostfile empty for none
 * @param exports names of variables that ranks on other nodes get too
 * @param root whether we are root, which Open MPI must be explicitly allowed to run as
 */
record HostfileMpirun(
    String program, String hostfile, List<String> exports, List<String> flags, boolean root)
    implements MpiRunner {

  @Override
  public List<String> commandLine(Launch launch) {
    List<String> line = new ArrayList<>(List.of(program));
    if (!hostfile.isEmpty()) {
      line.addAll(List.of("-hostfile", hostfile));
    }
    line.add("--oversubscribe");
    if (!launch.launchParams().containsKey("--bind-to")) {
      line.addAll(List.of("--bind-to", "none"));
    }
    if (root) {
      line.add("--allow-run-as-root");
    }
    line.addAll(List.of("-n", "" + launch.ranks(), "-npernode", "" + launch.ranksPerNode()));
    exports.forEach(name -> line.addAll(List.of("-x", name)));
    // Open MPI complains about missing variables, and these are only set on nodes with GPUs.
    launch.gpuVariables().keySet().forEach(name -> line.addAll(List.of("-x", name)));
    line.addAll(List.of("--host", String.join(",", launch.nodes())));
    line.addAll(flags);
    line.addAll(LaunchParams.words("mpirun", launch.launchParams()));
    line.addAll(launch.command());
    return line;
  }
}
