package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.spi.JobMode;
import io.balsam.spi.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of a launcher.
 *
 * @param batchJob the BatchJob it runs in, if any
 * @param host the host it runs on
 * @param mode how it runs jobs
 * @param nodes its nodes, at least one
 * @param sharesNodes whether several jobs may share a node
 * @param cache for each node, how many times its cores and GPUs may be leased beyond those in use
 * @param tags it takes only jobs with all of these
 * @param ends time when it ends what still runs; null for never
 * @param idle time without a job after which it ends; null for never
 * @param patience policy for an unreachable owner
 * @param grace time between asking a process to end and killing it
 */
public record LauncherConfig(
    OptionalLong batchJob,
    String host,
    JobMode mode,
    List<Node> nodes,
    boolean sharesNodes,
    double cache,
    Map<String, String> tags,
    @Nullable Instant ends,
    @Nullable Duration idle,
    ReconnectPolicy patience,
    Duration grace) {

  public LauncherConfig {
    nodes = List.copyOf(nodes);
    tags = Map.copyOf(tags);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a launcher needs at least one node");
    }
  }

  /** Returns the request that opens the launcher's session. */
  OpenSession opening(String name, List<OpenSession.Held> holds) {
    return new OpenSession(
        name,
        batchJob,
        host,
        ProcessHandle.current().pid(),
        mode,
        nodes,
        sharesNodes,
        cache,
        tags,
        ends,
        holds);
  }

  /** Returns the number of cores of all nodes together. */
  public int cores() {
    return nodes.stream().mapToInt(node -> node.cpuIds().size()).sum();
  }
}
