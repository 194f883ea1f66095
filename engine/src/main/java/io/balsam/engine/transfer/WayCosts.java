package io.balsam.engine.transfer;

import io.balsam.engine.store.TaskFigures;
import io.balsam.engine.transfer.TransferTask.Choice;
import io.balsam.engine.transfer.Ways.Way;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Costs of ways, as far as they are known from the tasks of this site. Guarded by the queue, but
 * for {@link #load}.
 */
final class WayCosts {

  private record Key(String way, String location) {}

  private final Object lock;
  private final WayBackoffs backoffs;
  private final Supplier<List<TaskFigures>> recent;
  private final Map<Key, LearntCost> costs = new HashMap<>();
  private final Map<String, Double> sizes = new HashMap<>();
  private @Nullable List<TaskFigures> earlier;

  /**
   * @param lock guards it
   * @param backoffs ways that fail
   * @param recent reads the tasks of this site, the latest first
   */
  WayCosts(Object lock, WayBackoffs backoffs, Supplier<List<TaskFigures>> recent) {
    this.lock = lock;
    this.backoffs = backoffs;
    this.recent = recent;
  }

  /** Reads what earlier tasks took, once. On a thread that may block. */
  void load() {
    synchronized (lock) {
      if (earlier != null) {
        return;
      }
    }
    List<TaskFigures> found = recent.get();
    synchronized (lock) {
      if (earlier == null) {
        earlier = found;
        for (int i = found.size() - 1; i >= 0; i--) {
          size(found.get(i).location(), found.get(i).items(), found.get(i).bytes());
        }
      }
    }
  }

  /**
   * Takes a task into account.
   *
   * @param sizes of its items, when all have arrived
   */
  void observe(TransferTask task, Collection<ItemSize> sizes) {
    if (!sizes.isEmpty()) {
      task.figures(sizes).ifPresent(took -> observe(task.way(), took));
    }
  }

  private void observe(Way way, TaskFigures task) {
    observe(cost(way, task.location()), task);
    size(task.location(), task.items(), task.bytes());
  }

  private void size(String location, long items, long bytes) {
    double one = (double) bytes / Math.max(1, items);
    sizes.merge(location, one, (before, now) -> 0.8 * before + 0.2 * now);
  }

  private Duration estimate(Way way, String location, int items) {
    long bytes = (long) (items * sizes.getOrDefault(location, (double) Ways.TYPICAL));
    double seconds = cost(way, location).cost().seconds(items, bytes);
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  /** Returns a group's ways in the order of the time that a task of so many items takes. */
  List<Way> sorted(TransferGroup group, int items) {
    return group.ways().size() < 2
        ? group.ways()
        : group.ways().stream()
            .sorted(Comparator.comparing(way -> estimate(way, group.location(), items)))
            .toList();
  }

  /** Returns the choice of a way among others for a task of so many items. */
  Choice choice(Way way, List<Way> among, TransferGroup group, int items) {
    String why =
        among.stream().map(one -> word(one, group, items)).collect(Collectors.joining(", "));
    return new Choice(estimate(way, group.location(), items), why);
  }

  private String word(Way way, TransferGroup group, int items) {
    return "%s %.1f s%s"
        .formatted(
            way.name(),
            seconds(estimate(way, group.location(), items)),
            backoffs.left(way) > 0 ? " (fails: " + backoffs.why(way) + ")" : "");
  }

  private LearntCost cost(Way way, String location) {
    return costs.computeIfAbsent(
        new Key(way.name(), location),
        key -> {
          LearntCost learnt = new LearntCost(way.transfer().cost());
          List<TaskFigures> known = earlier == null ? List.of() : earlier;
          for (int i = known.size() - 1; i >= 0; i--) {
            TaskFigures task = known.get(i);
            if (task.way().equals(key.way()) && task.location().equals(location)) {
              observe(learnt, task);
            }
          }
          return learnt;
        });
  }

  private static void observe(LearntCost learnt, TaskFigures task) {
    learnt.observe(task.files(), task.bytes(), seconds(task.took()));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
