package io.balsam.engine.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Items of tasks that were submitted before the engine was started, until their jobs ask for them.
 * Guarded by the queue's lock, but for {@link #adopt}.
 */
final class AdoptedTasks {

  private final Object lock;
  private final Adoption adoption;
  private final Set<String> submissions = new HashSet<>();
  private final Map<Long, TransferEntry> entries = new HashMap<>();

  AdoptedTasks(Object lock, Adoption adoption) {
    this.lock = lock;
    this.adoption = adoption;
  }

  /**
   * Adopts the tasks that some items were part of when the engine ended. One call at a time, so
   * that no job overtakes the adoption of its items by another.
   *
   * @return those that were not adopted before
   */
  synchronized List<TransferTask> adopt(List<RecordedItem> items) {
    List<TransferTask> tasks = new ArrayList<>();
    for (RecordedItem one : items) {
      if (Adoption.wanted(one.row()) && isNew(one.row().submission())) {
        adoption.task(one.row().submission()).ifPresent(tasks::add);
      }
    }
    synchronized (lock) {
      for (TransferTask task : tasks) {
        task.entries().forEach(entry -> entries.put(entry.row().id(), entry));
      }
    }
    return tasks;
  }

  private boolean isNew(String submission) {
    synchronized (lock) {
      return submissions.add(submission);
    }
  }

  /** Notes a task of this engine: it is not to be adopted. */
  void own(TransferTask task) {
    submissions.add(task.submission());
  }

  void forget(TransferTask task) {
    submissions.remove(task.submission());
  }

  /** Returns an item that its job asks for, once; null when no adopted task has it. */
  @Nullable TransferEntry take(long id) {
    return entries.remove(id);
  }
}
