package io.balsam.local;

import io.balsam.spi.CommandResult;
import io.balsam.spi.CommandRunner;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.Node;
import io.balsam.spi.NodeDiscovery;
import io.balsam.spi.PluginException;
import io.balsam.spi.VisibleGpus;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** This machine, as one node or several; in a BatchJob as many as the BatchJob requested. */
record LocalNodes(int count, int cores, int gpus, CommandRunner commands) implements NodeDiscovery {

  /**
   * Stands for an unset number of GPUs: those we may use, else those that {@code nvidia-smi}
   * reports.
   */
  static final int ASK = -1;

  private static final String NAME = "localhost";

  /** Returns whether a node of this name is this machine. */
  static boolean isHere(String node) {
    return node.equals(NAME) || node.startsWith(NAME + "-");
  }

  @Override
  public List<Node> nodes(Map<String, String> environment) {
    List<Integer> cpuIds = upTo(cores);
    long memory = HostMemory.bytes();
    Optional<List<String>> visible = VisibleGpus.of(environment);
    int found = gpus(environment, visible);
    List<String> names = visible.map(all -> all.subList(0, found)).orElse(List.of());
    return IntStream.rangeClosed(1, count(environment))
        .mapToObj(n -> new Node(n == 1 ? NAME : NAME + "-" + n, cpuIds, upTo(found), names))
        .map(node -> node.withMemory(memory))
        .toList();
  }

  @Override
  public Optional<String> batchId(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("BALSAM_BATCH_ID")).filter(id -> !id.isEmpty());
  }

  @Override
  public Optional<Instant> end(Map<String, String> environment) {
    return number(environment, "BALSAM_BATCH_END").map(Instant::ofEpochSecond);
  }

  private int count(Map<String, String> environment) {
    return number(environment, "BALSAM_BATCH_NODES").map(Long::intValue).orElse(count);
  }

  private static Optional<Long> number(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(text -> text.matches("[1-9]\\d{0,17}"))
        .map(Long::valueOf);
  }

  /** Counts the GPUs; others may be using those that are not visible to us. */
  private int gpus(Map<String, String> environment, Optional<List<String>> visible) {
    if (visible.isEmpty()) {
      return gpus == ASK ? installedGpus(environment) : gpus;
    }
    int left = visible.get().size();
    if (gpus > left) {
      throw new PluginException(
          ErrorKind.USER,
          "%d GPUs are set, but CUDA_VISIBLE_DEVICES or a variable like it leaves %d: %s"
              .formatted(gpus, left, String.join(",", visible.get())));
    }
    return gpus == ASK ? left : gpus;
  }

  private int installedGpus(Map<String, String> environment) {
    // Most machines have no such tool, and looking is far cheaper than failing to start it.
    Optional<Path> tool =
        Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "nvidia-smi"))
            .filter(Files::isExecutable)
            .findFirst();
    if (tool.isEmpty()) {
      return 0;
    }
    CommandResult list = commands.run(tool.get().toString(), "-L");
    return list.ok() ? (int) list.out().lines().filter(line -> line.startsWith("GPU ")).count() : 0;
  }

  private static List<Integer> upTo(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
