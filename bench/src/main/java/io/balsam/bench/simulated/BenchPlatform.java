package io.balsam.bench.simulated;

import io.balsam.engine.plugin.Platform;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.MpiRunner;
import io.balsam.spi.Node;
import io.balsam.spi.PluginException;
import io.balsam.spi.Transfer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Platform of nodes to pack jobs on, and nothing else.
 *
 * @param nodes nodes that jobs may use
 */
record BenchPlatform(List<Node> nodes) implements Platform {

  static BenchPlatform of(int nodes, int cores) {
    List<Integer> cpus = IntStream.range(0, cores).boxed().toList();
    return new BenchPlatform(
        IntStream.range(0, nodes).mapToObj(i -> new Node("n" + i, cpus, List.of())).toList());
  }

  @Override
  public MpiRunner runner(String name) {
    throw new PluginException(ErrorKind.USER, "the benchmark has no MPI runner");
  }

  @Override
  public Transfer transfer(String protocol) {
    throw new PluginException(ErrorKind.USER, "the benchmark has no transfers");
  }
}
