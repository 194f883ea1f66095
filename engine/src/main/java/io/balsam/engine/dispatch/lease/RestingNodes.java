package io.balsam.engine.dispatch.lease;

import io.balsam.engine.concurrent.GrowingPause;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.packing.NodePool;
import io.balsam.spi.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Nodes of a launcher on which the batch system could not create processes. They get no job for a
 * while, which is longer each time: otherwise one dead node would get one job after the other until
 * none is left. Used by one thread.
 */
final class RestingNodes {

  private final List<Node> nodes;
  private final NodePool pool;
  private final Map<Integer, Integer> refusals = new TreeMap<>();
  private final Map<Integer, String> resting = new TreeMap<>();

  RestingNodes(List<Node> nodes, NodePool pool) {
    this.nodes = nodes;
    this.pool = pool;
  }

  /**
   * Lets the nodes rest on which a process could not be created.
   *
   * @param why may name the node that is to blame
   * @return the time to rest, by nodes that begin to
   */
  Map<Integer, Duration> refused(Placement placement, String why) {
    List<Integer> named =
        placement.nodes().stream().filter(i -> why.contains(nodes.get(i).name())).toList();
    Map<Integer, Duration> begin = new TreeMap<>();
    for (int node : named.isEmpty() ? placement.nodes() : named) {
      if (resting.putIfAbsent(node, why) == null) {
        int times = refusals.merge(node, 1, Integer::sum);
        begin.put(node, GrowingPause.after(times));
        pool.rest(node, true);
      }
    }
    return begin;
  }

  void over(int node) {
    resting.remove(node);
    pool.rest(node, false);
  }

  /** Clears the count of refusals of nodes on which a job has run. */
  void served(Placement placement) {
    if (!refusals.isEmpty()) {
      placement.nodes().forEach(refusals::remove);
    }
  }

  /** Describes the resting nodes, for users; empty when there are none. */
  String words() {
    List<String> words = new ArrayList<>();
    resting.entrySet().stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getValue,
                TreeMap::new,
                Collectors.mapping(one -> nodes.get(one.getKey()).name(), Collectors.joining(","))))
        .forEach((why, names) -> words.add(names + " rests after '" + why + "'"));
    return String.join("; ", words);
  }
}
