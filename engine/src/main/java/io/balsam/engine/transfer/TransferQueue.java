package io.balsam.engine.transfer;

import io.balsam.engine.config.TransferLimits;
import io.balsam.engine.process.Lack;
import io.balsam.engine.transfer.Ways.Way;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.Transfer;
import io.balsam.spi.TransferFault;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 *   <li>Before a task is submitted it is on disk with its items. One that ran when the engine ended
 *       is submitted again, so that a service that still has it goes on with it.
 *   <li>An item that fails for good fails its job; one that may arrive the next time is moved
 *       again. A task that fails as a whole, for good, is repeated item by item.
 * </ul>
 */
public final class TransferQueue implements TaskPoller.Listener, TaskSubmitter.Listener {

  /** Time after which an item that no way can move fails its job. */
  private static final Duration PATIENCE = Duration.ofHours(24);

  private final Ways ways;
  private final TransferLimits limits;
  private final ItemLog log;
  private final Clock clock;
  private final TaskSubmitter submitter;
  private final Executor threads;
  private final BiConsumer<Duration, Runnable> later;
  private final WayCosts costs;
  private final WayBackoffs backoffs = new WayBackoffs();
  private final WayChecks checks;
  private final Gathering gathering = new Gathering();
  private final Map<TransferGroup.Key, TransferGroup> groups = new LinkedHashMap<>();
  private final RunningTasks running;
  private final TransferProgress progress;
  private final Map<Long, JobTransfer> jobs = new HashMap<>();
  private final ItemEnds ends;
  private final AdoptedTasks adopted;

  /**
   * Creates an empty queue.
   *
   * @param log records how items change
   * @param adoption finds the items of tasks that ran when the engine ended
   * @param threads run work that may block
   * @param later runs code after a while, on such a thread
   */
  TransferQueue(
      Ways ways,
      TransferLimits limits,
      ItemLog log,
      Adoption adoption,
      Clock clock,
      Executor threads,
      BiConsumer<Duration, Runnable> later) {
    this.ways = ways;
    this.limits = limits;
    this.log = log;
    adopted = new AdoptedTasks(this, adoption);
    costs = new WayCosts(this, backoffs, adoption::recentTasks);
    this.clock = clock;
    running = new RunningTasks(this, this, later, ways, limits);
    progress = new TransferProgress(running, groups.values(), backoffs);
    ends = new ItemEnds(groups, jobs, clock);
    submitter = new TaskSubmitter(this, log, clock, later);
    checks = new WayChecks(this, ways, backoffs, () -> threads.execute(this::startTasks));
    this.threads = threads;
    this.later = later;
  }

  /**
   * Moves the items of one job between this site and locations. On a thread that may block.
   *
   * @param listener called once, on such a thread, with the first error; null when everything is at
   *     its destination. Not called for a job that is cancelled
   * @throws IllegalArgumentException when nothing here reaches a location
   */
  void move(long job, StagedItems items, Consumer<@Nullable RuntimeException> listener) {
    List<RecordedItem> open = items.open();
    if (open.isEmpty()) {
      listener.accept(null);
      return;
    }
    List<TransferGroup> found = open.stream().map(one -> group(one.item())).toList();
    costs.load();
    List<TransferTask> again = adopted.adopt(open);
    TransferTurn turn = new TransferTurn();
    synchronized (this) {
      JobTransfer of = new JobTransfer(job, items, open.size(), System.nanoTime(), listener);
      jobs.put(job, of);
      again.forEach(running::count);
      for (int i = 0; i < open.size(); i++) {
        RecordedItem one = open.get(i);
        TransferEntry known = adopted.take(one.row().id());
        if (known == null) {
          found.get(i).add(new TransferEntry(of, one.item(), one.row()));
        } else {
          known.assign(of, one.item());
          ends.handOver(known, turn);
        }
      }
      turn.record(log);
    }
    again.forEach(task -> threads.execute(() -> submitter.submitAgain(task)));
    startTasks(turn);
  }

  /**
   * Notes that the items of a job are being planned: those of others wait for them.
   *
   * @return to be called when they are moved, or never will be
   */
  Runnable expect() {
    return gathering.expect(() -> threads.execute(this::startTasks));
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
      Alarm alarm = new Alarm(this, later, this::startTasks);
      return groups.computeIfAbsent(key, k -> new TransferGroup(key, found, alarm));
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
      useless = running.all().stream().filter(TransferTask::useless).toList();
    }
    useless.forEach(task -> threads.execute(task::cancel));
  }

  /** Returns what the items of a job wait for or how far they are, for users. */
  synchronized List<String> progress(long job) {
    return progress.of(job);
  }

  /** Returns how many items are being moved, and how many wait, for users. */
  synchronized String load() {
    return progress.load();
  }

  private synchronized List<TransferGroup> groups() {
    return List.copyOf(groups.values());
  }

  private void startTasks() {
    startTasks(new TransferTurn());
  }

  /**
   * Starts as many tasks as may run now.
   *
   * @param turn what has happened before and is recorded: its listeners are called first
   */
  private void startTasks(TransferTurn turn) {
    turn.ended.forEach(of -> threads.execute(of::tellEnd));
    for (TransferGroup group : groups()) {
      TransferTurn given = new TransferTurn();
      Optional<TransferTask> task = next(group, given);
      while (task.isPresent()) {
        TransferTask begun = task.get();
        threads.execute(() -> submitter.submit(begun));
        task = next(group, given);
      }
      given.ended.forEach(of -> threads.execute(of::tellEnd));
    }
  }

  private Optional<TransferTask> next(TransferGroup group, TransferTurn turn) {
    List<Way> sorted;
    synchronized (this) {
      sorted = costs.sorted(group, Math.min(group.size(), limits.general().items()));
    }
    for (Way way : sorted) {
      synchronized (this) {
        if (backoffs.left(way) > 0) {
          continue;
        }
        if (!mayStart(group, way) || !checks.begin(way)) {
          return Optional.empty();
        }
      }
      Optional<Transfer> transfer = checks.transfer(way);
      if (transfer.isPresent()) {
        synchronized (this) {
          return mayStart(group, way)
              ? Optional.of(start(group, way, sorted, transfer.get()))
              : Optional.empty();
        }
      }
    }
    synchronized (this) {
      group
          .takeOlder(System.nanoTime() - PATIENCE.toNanos(), backoffs)
          .forEach(
              entry -> ends.failed(entry, new PluginException(ErrorKind.SITE, entry.said()), turn));
      turn.record(log);
      if (!group.isEmpty()) {
        group.lookIn(group.ways().stream().mapToLong(backoffs::left).min().orElse(0));
      }
    }
    return Optional.empty();
  }

  private boolean mayStart(TransferGroup group, Way way) {
    if (group.isEmpty() || !running.hasRoom(way, backoffs.isFailing(way))) {
      return false;
    }
    long left =
        group.size() >= limits.of(way.name()).items()
            ? 0
            : gathering.left(group.since(), running.by(way));
    if (left > 0) {
      group.lookIn(left);
    }
    return left <= 0;
  }

  private TransferTask start(TransferGroup group, Way way, List<Way> among, Transfer transfer) {
    List<TransferEntry> taken = group.take(limits.of(way.name()).items());
    TransferTask.Choice choice = costs.choice(way, among, group, taken.size());
    TransferTask task = new TransferTask(way, transfer, taken, choice);
    running.count(task);
    return task;
  }

  @Override
  public synchronized boolean isUseless(TransferTask task) {
    return task.useless();
  }

  @Override
  public synchronized void intended(TransferTask task) {
    adopted.own(task);
  }

  @Override
  public synchronized void begun(TransferTask task) {
    log.identify(task.identified());
    running.follow(task);
  }

  @Override
  public void dropped(TransferTask task) {
    synchronized (this) {
      forget(task);
    }
    startTasks();
  }

  private void forget(TransferTask task) {
    running.forget(task);
    adopted.forget(task);
  }

  @Override
  public synchronized void turned(TransferTask task) {
    log.record(task.reported());
  }

  @Override
  public void ended(TransferTask task, List<TransferFault> faults) {
    Map<Integer, TransferFault> byItem = new HashMap<>();
    faults.forEach(fault -> byItem.putIfAbsent(fault.item(), fault));
    Map<TransferEntry, ItemSize> sizes = task.sizes(byItem.keySet());
    TransferTurn turn = new TransferTurn();
    synchronized (this) {
      forget(task);
      backoffs.worked(task.way());
      costs.observe(task, faults.isEmpty() ? sizes.values() : List.of());
      for (int i = 0; i < task.entries().size(); i++) {
        TransferEntry entry = task.entries().get(i);
        TransferFault fault = byItem.get(i);
        if (fault == null) {
          ItemSize size = sizes.getOrDefault(entry, ItemSize.NONE);
          String way = task.way().name();
          turn.add(entry, entry.row().arrived(way, size.bytes(), size.files(), clock.instant()));
          ends.arrived(entry, turn);
        } else {
          ends.faulty(entry, fault, turn);
        }
      }
      turn.record(log);
    }
    startTasks(turn);
  }

  @Override
  public void failed(TransferTask task, PluginException error) {
    boolean forGood = !error.kind().mayPass();
    // The machine lacks something: each job waits for that, and then moves everything again.
    boolean lack = Lack.of(error).isPresent();
    TransferTurn turn = new TransferTurn();
    synchronized (this) {
      forget(task);
      if (!forGood && !lack) {
        backoffs.failed(task.way(), String.valueOf(error.getMessage()));
      }
      for (TransferEntry entry : task.entries()) {
        entry.said(String.valueOf(error.getMessage()));
        if (lack || (forGood && task.entries().size() == 1)) {
          ends.failed(entry, error, turn);
        } else {
          entry.alone(forGood);
          ends.again(entry, turn);
        }
      }
      turn.record(log);
    }
    startTasks(turn);
  }
}
