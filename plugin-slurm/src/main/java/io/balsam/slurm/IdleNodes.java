package io.balsam.slurm;

import io.balsam.spi.BackfillWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Computes windows from idle nodes and the plans for them; without any calls of Slurm. */
final class IdleNodes {

  /**
   * An idle node as part of a partition; a node of two partitions is there twice.
   *
   * @param longest the partition's time limit
   * @param most maximum number of nodes of one job in the partition
   */
  record Place(String node, String partition, Duration longest, int most) {}

  /**
   * A planned use of nodes.
   *
   * @param start start time
   * @param nodes the nodes; empty when they are not known: then all nodes of the partitions
   */
  record Plan(Instant start, Set<String> nodes, Set<String> partitions) {}

  private IdleNodes() {}

  /** Returns each partition's windows, the longest and narrowest first. */
  static List<BackfillWindow> windows(List<Place> places, List<Plan> plans, Instant now) {
    Map<String, Instant> taken = taken(places, plans);
    Map<String, List<Place>> byPartition =
        places.stream()
            .collect(Collectors.groupingBy(Place::partition, TreeMap::new, Collectors.toList()));
    List<BackfillWindow> windows = new ArrayList<>();
    byPartition.forEach(
        (partition, nodes) -> {
          List<Duration> lengths =
              nodes.stream()
                  .map(place -> length(place, taken, now))
                  .sorted(Comparator.reverseOrder())
                  .toList();
          int most = Math.min(lengths.size(), nodes.get(0).most());
          for (int i = 0; i < most; i++) {
            boolean wider = i + 1 < most && lengths.get(i + 1).equals(lengths.get(i));
            // Slurm counts in minutes.
            if (!wider && lengths.get(i).toMinutes() >= 1) {
              windows.add(new BackfillWindow(partition, i + 1, lengths.get(i)));
            }
          }
        });
    return windows;
  }

  /** Returns the time at which each node is needed next. */
  private static Map<String, Instant> taken(List<Place> places, List<Plan> plans) {
    Map<String, Instant> taken = new TreeMap<>();
    for (Plan plan : plans) {
      Set<String> nodes =
          plan.nodes().isEmpty()
              ? places.stream()
                  .filter(place -> plan.partitions().contains(place.partition()))
                  .map(Place::node)
                  .collect(Collectors.toSet())
              : plan.nodes();
      for (String node : nodes) {
        taken.merge(node, plan.start(), (a, b) -> a.isBefore(b) ? a : b);
      }
    }
    return taken;
  }

  private static Duration length(Place place, Map<String, Instant> taken, Instant now) {
    Instant next = taken.get(place.node());
    Duration free = next == null ? BackfillWindow.NO_END : Duration.between(now, next);
    return free.compareTo(place.longest()) < 0 ? free : place.longest();
  }
}
