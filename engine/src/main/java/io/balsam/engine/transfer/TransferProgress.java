package io.balsam.engine.transfer;

import io.balsam.engine.text.Count;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Progress of items that are being moved or wait, for users. Guarded by the queue.
 *
 * @param running tasks that have not ended
 * @param groups items that wait
 * @param backoffs ways that fail
 */
record TransferProgress(
    RunningTasks running, Collection<TransferGroup> groups, WayBackoffs backoffs) {

  /** Returns what the items of a job wait for or how far they are. */
  List<String> of(long job) {
    Set<String> lines = new LinkedHashSet<>();
    running.all().stream()
        .filter(task -> task.itemsOf(job) > 0)
        .forEach(task -> lines.add(task.progress()));
    groups.stream()
        .map(group -> group.waiting(job, backoffs))
        .filter(line -> !line.isEmpty())
        .forEach(lines::add);
    return List.copyOf(lines);
  }

  /** Returns how many items are being moved, and how many wait. */
  String load() {
    List<TransferTask> tasks = running.all();
    int moving = tasks.stream().mapToInt(task -> task.entries().size()).sum();
    int waiting = groups.stream().mapToInt(TransferGroup::size).sum();
    return "%s with %s, %d waiting"
        .formatted(Count.of(tasks.size(), "task"), Count.of(moving, "item"), waiting);
  }
}
