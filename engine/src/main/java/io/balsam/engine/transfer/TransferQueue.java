package io.balsam.engine.transfer;

import io.balsam.engine.process.Lack;
import io.balsam.engine.transfer.Ways.Way;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.Transfer;
import io.balsam.spi.TransferFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Files of all jobs that are to be moved between this site and its locations. Thread-safe.
 *
 * <ul>
 *   <li>What waits for the same direction, location and transfer goes in one task. While as many
 *       tasks run as may run at once, more items gather for the next one.
 *   <li>A way that fails is not used for a while, longer each time; meanwhile the next one is.
 *   <li>An item that fails for good fails its job; one that may arrive the next time is moved
 *       again. A task that fails as a whole, for good, is repeated item by item.
 * </ul>
 */
public final class TransferQueue implements TaskPoller.Listener {

  /** Most tasks of one transfer at a time. */
  private static final int TASKS_AT_ONCE = 5;

  private static final int MOST_ITEMS = 1_000;

  /** Number of times an item is moved that fails while others of its task arrive. */
  private static final int TRIES = 5;

  /** Time after which an item that no way can move fails its job. */
  private static final Duration PATIENCE = Duration.ofHours(24);

  private final Ways ways;
  private final Executor threads;
  private final BiConsumer<Duration, Runnable> later;
  private final WayBackoffs backoffs = new WayBackoffs();
  private final Map<TransferGroup.Key, TransferGroup> groups = new LinkedHashMap<>();
  private final Map<String, TaskPoller> pollers = new HashMap<>();
  private final Map<Long, JobTransfer> jobs = new HashMap<>();

  /**
   * Creates an empty queue.
   *
   * @param threads run work that may block
   * @param later runs code after a while, on such a thread
   */
  public TransferQueue(Ways ways, Executor threads, BiConsumer<Duration, Runnable> later) {
    this.ways = ways;
    this.threads = threads;
    this.later = later;
  }

  /**
   * Moves the items of one job. On a thread that may block.
   *
   * @param listener called once, on such a thread, with the first error; null when everything is at
   *     its destination. Not called for a job that is cancelled
   * @throws IllegalArgumentException when nothing here reaches a location
   */
  void move(long job, List<LocatedItem> items, Consumer<@Nullable RuntimeException> listener) {
    List<TransferGroup> found = items.stream().map(this::group).toList();
    synchronized (this) {
      JobTransfer of = new JobTransfer(job, items.size(), System.nanoTime(), listener);
      jobs.put(job, of);
      for (int i = 0; i < items.size(); i++) {
        found.get(i).add(new TransferEntry(of, items.get(i)));
      }
    }
    startTasks();
  }

  private TransferGroup group(LocatedItem item) {
    TransferGroup.Key key = TransferGroup.Key.of(item);
    synchronized (this) {
      TransferGroup known = groups.get(key);
      if (known != null) {
        return known;
      }
    }
    // Loads plugins, which takes a while.
    List<Way> found = ways.to(item.place(), item.slot().via());
    synchronized (this) {
      return groups.computeIfAbsent(key, k -> new TransferGroup(key, found));
    }
  }

  /** Gives up the items of a job that has ended. */
  void cancel(long job) {
    List<TransferTask> useless;
    synchronized (this) {
      JobTransfer of = jobs.remove(job);
      if (of == null) {
        return;
      }
      of.cancel();
      groups.values().forEach(TransferGroup::dropCancelled);
      useless = tasks().stream().filter(TransferTask::useless).toList();
    }
    useless.forEach(task -> threads.execute(task::cancel));
  }

  /** Returns what the items of a job wait for or how far they are, for users. */
  synchronized List<String> progress(long job) {
    Set<String> lines = new LinkedHashSet<>();
    tasks().stream()
        .filter(task -> task.itemsOf(job) > 0)
        .forEach(task -> lines.add(task.progress()));
    groups.values().stream()
        .map(group -> group.waiting(job, backoffs))
        .filter(line -> !line.isEmpty())
        .forEach(lines::add);
    return List.copyOf(lines);
  }

  private List<TransferTask> tasks() {
    return pollers.values().stream().map(TaskPoller::tasks).flatMap(Collection::stream).toList();
  }

  private void startTasks() {
    startTasks(new ArrayList<>());
  }

  /**
   * Starts as many tasks as may run now.
   *
   * @param ended transfers of jobs that have ended before; their listeners are called, too
   */
  private void startTasks(List<JobTransfer> ended) {
    List<TransferTask> begun = new ArrayList<>();
    synchronized (this) {
      for (TransferGroup group : groups.values()) {
        Optional<TransferTask> task = next(group, ended);
        while (task.isPresent()) {
          begun.add(task.get());
          task = next(group, ended);
        }
      }
    }
    ended.forEach(of -> threads.execute(of::tellEnd));
    begun.forEach(task -> threads.execute(() -> submit(task)));
  }

  private Optional<TransferTask> next(TransferGroup group, List<JobTransfer> ended) {
    if (group.isEmpty()) {
      return Optional.empty();
    }
    for (Way way : group.ways()) {
      if (backoffs.left(way) > 0) {
        continue;
      }
      TaskPoller poller =
          pollers.computeIfAbsent(way.name(), n -> new TaskPoller(this, this, later));
      if (poller.tasks().size() >= TASKS_AT_ONCE) {
        return Optional.empty();
      }
      Optional<Transfer> transfer = usable(way);
      if (transfer.isPresent()) {
        TransferTask task = new TransferTask(way, transfer.get(), group.take(MOST_ITEMS));
        poller.count(task);
        return Optional.of(task);
      }
    }
    group
        .takeOlder(System.nanoTime() - PATIENCE.toNanos(), backoffs)
        .forEach(entry -> failed(entry, new PluginException(ErrorKind.SITE, entry.said()), ended));
    setTimer(group);
    return Optional.empty();
  }

  /** Returns the transfer of a way; empty when it cannot be used now, and is not for a while. */
  private Optional<Transfer> usable(Way way) {
    String why;
    try {
      Transfer transfer = ways.transfer(way);
      Optional<String> obstacle = transfer.unavailable();
      if (obstacle.isEmpty()) {
        return Optional.of(transfer);
      }
      why = obstacle.get();
    } catch (PluginException e) {
      why = String.valueOf(e.getMessage());
    }
    backoffs.failed(way, why);
    return Optional.empty();
  }

  private void setTimer(TransferGroup group) {
    if (group.isEmpty() || !group.needsTimer()) {
      return;
    }
    long soonest = group.ways().stream().mapToLong(backoffs::left).min().orElse(0);
    later.accept(
        Duration.ofNanos(Math.max(1, soonest)),
        () -> {
          synchronized (this) {
            group.timerExpired();
          }
          startTasks();
        });
  }

  private void submit(TransferTask task) {
    try {
      if (task.submit()) {
        synchronized (this) {
          poller(task).follow(task);
        }
        if (task.useless()) {
          // Its jobs ended meanwhile, when there was no id to cancel it by.
          task.cancel();
        }
      } else {
        ended(task, List.of());
      }
    } catch (PluginException e) {
      failed(task, e);
    } catch (RuntimeException e) {
      failed(task, new PluginException(ErrorKind.INTERNAL, e.toString(), e));
    }
  }

  private TaskPoller poller(TransferTask task) {
    return Objects.requireNonNull(pollers.get(task.way().name()), "a task without a poller");
  }

  private TransferGroup group(TransferEntry entry) {
    return Objects.requireNonNull(
        groups.get(TransferGroup.Key.of(entry.item())), "an item without a group");
  }

  @Override
  public void ended(TransferTask task, List<TransferFault> faults) {
    List<JobTransfer> ended = new ArrayList<>();
    synchronized (this) {
      poller(task).forget(task);
      backoffs.worked(task.way());
      Map<Integer, TransferFault> byItem = new HashMap<>();
      faults.forEach(fault -> byItem.putIfAbsent(fault.item(), fault));
      for (int i = 0; i < task.entries().size(); i++) {
        ended(task.entries().get(i), byItem.get(i), ended);
      }
    }
    startTasks(ended);
  }

  private void ended(TransferEntry entry, @Nullable TransferFault fault, List<JobTransfer> ended) {
    if (fault == null) {
      entry.of().arrived();
      addIfEnded(entry.of(), ended);
      return;
    }
    entry.said(fault.message());
    if (!fault.kind().mayPass() || entry.tries() >= TRIES) {
      failed(entry, new PluginException(fault.kind(), fault.message()), ended);
    } else {
      group(entry).add(entry);
    }
  }

  @Override
  public void failed(TransferTask task, PluginException error) {
    boolean forGood = !error.kind().mayPass();
    // The machine lacks something: each job waits for that, and then moves everything again.
    boolean lack = Lack.of(error).isPresent();
    List<JobTransfer> ended = new ArrayList<>();
    synchronized (this) {
      poller(task).forget(task);
      if (!forGood && !lack) {
        backoffs.failed(task.way(), String.valueOf(error.getMessage()));
      }
      for (TransferEntry entry : task.entries()) {
        entry.said(String.valueOf(error.getMessage()));
        if (lack || (forGood && task.entries().size() == 1)) {
          failed(entry, error, ended);
        } else {
          entry.alone(forGood);
          group(entry).add(entry);
        }
      }
    }
    startTasks(ended);
  }

  private void failed(TransferEntry entry, PluginException error, List<JobTransfer> ended) {
    entry.of().failed(entry.failure(error));
    addIfEnded(entry.of(), ended);
  }

  private void addIfEnded(JobTransfer of, List<JobTransfer> ended) {
    if (of.ended() && jobs.remove(of.job(), of)) {
      ended.add(of);
    }
  }
}
