package io.balsam.engine.moldable;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Schedule in which jobs start as soon as they fit, the longest first, as jobs of equal priority
 * do. It takes at most twice as long as the longest job or, if that is more, as all nodes are busy.
 */
final class ListSchedule {

  private static final Comparator<NodeOption> LONGEST_FIRST =
      Comparator.comparingDouble(NodeOption::seconds)
          .thenComparingInt(NodeOption::nodes)
          .reversed();

  private ListSchedule() {}

  /** Returns the seconds until the last job ends; none may need more nodes than there are. */
  static double seconds(List<NodeOption> jobs, int machineNodes) {
    Map<Integer, Queue<NodeOption>> waiting = new TreeMap<>();
    jobs.stream()
        .sorted(LONGEST_FIRST)
        .forEach(job -> waiting.computeIfAbsent(job.nodes(), n -> new ArrayDeque<>()).add(job));
    PriorityQueue<NodeOption> running =
        new PriorityQueue<>(Comparator.comparingDouble(NodeOption::seconds));
    double now = 0;
    int free = machineNodes;
    while (true) {
      for (NodeOption job = longest(waiting, free); job != null; job = longest(waiting, free)) {
        free -= job.nodes();
        running.add(new NodeOption(job.nodes(), now + job.seconds()));
      }
      NodeOption ended = running.poll();
      if (ended == null) {
        return now;
      }
      now = ended.seconds();
      free += ended.nodes();
    }
  }

  /** Takes the longest waiting job that fits; null for none. */
  private static @Nullable NodeOption longest(Map<Integer, Queue<NodeOption>> waiting, int free) {
    NodeOption best = null;
    Queue<NodeOption> from = null;
    for (Map.Entry<Integer, Queue<NodeOption>> jobs : waiting.entrySet()) {
      if (jobs.getKey() > free) {
        break;
      }
      NodeOption job = jobs.getValue().peek();
      if (job != null && (best == null || LONGEST_FIRST.compare(job, best) < 0)) {
        best = job;
        from = jobs.getValue();
      }
    }
    if (from != null) {
      from.remove();
    }
    return best;
  }
}
