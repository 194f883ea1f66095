package io.balsam.simulator.campaign;

import io.balsam.simulator.time.VirtualTime;
import io.balsam.spi.BatchReport;
import io.balsam.spi.BatchState;
import io.balsam.spi.BatchSubmission;
import io.balsam.spi.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A batch system without other users that serves whoever comes first. */
public final class SimpleBatchSystem implements BatchSystem {

  /** Time until its scheduler has looked at a change. */
  private static final Duration CYCLE = Duration.ofSeconds(30);

  private static final class Entry {
    final String id;
    final BatchSubmission submission;
    BatchState state = BatchState.QUEUED;
    List<Node> nodes = List.of();
    @Nullable Instant started;
    @Nullable Instant ended;
    @Nullable Future<?> limit;

    Entry(String id, BatchSubmission submission) {
      this.id = id;
      this.submission = submission;
    }
  }

  private final VirtualTime time;
  private final Deque<Node> free = new ArrayDeque<>();
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Deque<Entry> queue = new ArrayDeque<>();
  private Consumer<Allocation> begun = allocation -> {};
  private Consumer<String> over = id -> {};
  private boolean planned;

  /** Creates it with equal nodes. */
  public SimpleBatchSystem(VirtualTime time, int nodes, int cores) {
    this.time = time;
    List<Integer> ids = IntStream.range(0, cores).boxed().toList();
    for (int i = 0; i < nodes; i++) {
      free.add(new Node("n" + i, ids, List.of()));
    }
  }

  @Override
  public void follow(Consumer<Allocation> onBegin, Consumer<String> onEnd) {
    begun = onBegin;
    over = onEnd;
  }

  @Override
  public String submit(BatchSubmission submission) {
    Entry entry = new Entry(String.valueOf(entries.size() + 1), submission);
    entries.put(entry.id, entry);
    queue.add(entry);
    plan();
    return entry.id;
  }

  private void plan() {
    if (!planned) {
      planned = true;
      Future<?> unused = time.in(CYCLE, this::cycle);
    }
  }

  private void cycle() {
    planned = false;
    for (Entry next = queue.peek();
        next != null && next.submission.nodes() <= free.size();
        next = queue.peek()) {
      queue.remove();
      begin(next);
    }
  }

  private void begin(Entry entry) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < entry.submission.nodes(); i++) {
      nodes.add(free.remove());
    }
    entry.nodes = nodes;
    entry.state = BatchState.RUNNING;
    entry.started = seconds();
    Duration limit = entry.submission.wallTime();
    entry.limit = time.in(limit, () -> end(entry, BatchState.FAILED));
    begun.accept(new Allocation(entry.id, entry.submission.name(), nodes, time.now().plus(limit)));
  }

  /** Returns the time as batch systems report it. */
  private Instant seconds() {
    return time.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private void end(Entry entry, BatchState state) {
    if (entry.ended != null) {
      return;
    }
    boolean told = entry.state == BatchState.RUNNING && state == BatchState.FAILED;
    entry.state = state;
    entry.ended = seconds();
    queue.remove(entry);
    free.addAll(entry.nodes);
    if (entry.limit != null) {
      entry.limit.cancel(false);
    }
    plan();
    if (told) {
      over.accept(entry.id);
    }
  }

  @Override
  public void finish(String id) {
    Entry entry = entries.get(id);
    if (entry != null) {
      end(entry, BatchState.FINISHED);
    }
  }

  @Override
  public void cancel(String id) {
    Entry entry = entries.get(id);
    if (entry != null) {
      end(entry, BatchState.FAILED);
    }
  }

  @Override
  public Map<String, BatchReport> status(Collection<String> ids) {
    Map<String, BatchReport> reports = new LinkedHashMap<>();
    for (String id : ids) {
      Entry entry = entries.get(id);
      if (entry != null) {
        reports.put(
            id, new BatchReport(entry.state, entry.state.name(), entry.started, entry.ended));
      }
    }
    return reports;
  }

  @Override
  public Optional<List<String>> named(String name, Path workdir, String site) {
    return Optional.of(
        entries.values().stream()
            .filter(entry -> entry.submission.name().equals(name))
            .map(entry -> entry.id)
            .toList());
  }

  @Override
  public int submissions(String name) {
    return (int)
        entries.values().stream().filter(entry -> entry.submission.name().equals(name)).count();
  }
}
