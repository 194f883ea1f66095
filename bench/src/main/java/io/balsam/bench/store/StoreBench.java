package io.balsam.bench.store;

import com.sun.management.OperatingSystemMXBean;
import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.ParentKind;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.domain.Script;
import io.balsam.engine.lifecycle.Trigger;
import io.balsam.engine.store.Change;
import io.balsam.engine.store.Commit;
import io.balsam.engine.store.EventRow;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.store.RunRow;
import io.balsam.engine.store.Store;
import io.balsam.engine.store.jdbc.Stores;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Measures the store. Arguments: a fresh database's URL and a number of jobs. Prints a line for
 * each figure; the jobs have two parents, a tag, two parameters and in the end nine events each.
 */
public final class StoreBench {

  private static final int INSERT = 10_000;
  private static final int CHANGE = 1_000;
  private static final int ONES = 2_000;
  private static final int ROUNDS = 4;

  private final Store store;
  private final long jobs;

  StoreBench(Store store, long jobs) {
    this.store = store;
    this.jobs = jobs;
  }

  public static void main(String[] args) throws IOException, SQLException {
    String url = args[0];
    long jobs = Long.parseLong(args[1]);
    Store store = timed("open a fresh store", 1, () -> Stores.open(url));
    StoreBench bench = new StoreBench(store, jobs);
    timed("insert jobs, " + INSERT + " a commit: jobs", jobs, bench::insert);
    for (int round = 1; round <= ROUNDS; round++) {
      timed(
          "2 events + 1 change, " + CHANGE + " a commit: jobs",
          jobs,
          () -> bench.change(CHANGE, jobs));
    }
    sizeOnDisk(url, jobs);
    timed("2 events + 1 change, one a commit: commits", ONES, () -> bench.change(1, ONES));
    sizeOnDisk(url, jobs);
    timed("close", 1, bench::close);
    sizeOnDisk(url, jobs);
    Store again = timed("open it again", 1, () -> Stores.open(url));
    timed("read what has not ended: jobs", jobs, () -> readOpen(again));
    timed("read jobs whole: jobs", jobs, () -> again.jobs(JobFilter.ALL.withPage((int) jobs, 0)));
    timed("one job by tag and state", 1, () -> again.jobs(oneTag()));
    timed("count by app and state", 1, () -> again.counts(1));
    timed("events of one job", 1, () -> again.events(EventFilter.ALL.withJobs(List.of(jobs / 2))));
    again.close();
  }

  private static void sizeOnDisk(String url, long jobs) throws IOException, SQLException {
    long bytes;
    if (url.startsWith("jdbc:h2:file:")) {
      bytes = Files.size(Path.of(url.replaceAll("^jdbc:h2:file:|;.*", "") + ".mv.db"));
    } else {
      try (var connection = DriverManager.getConnection(url);
          var statement = connection.createStatement();
          var row = statement.executeQuery("select pg_database_size(current_database())")) {
        row.next();
        bytes = row.getLong(1);
      }
    }
    System.out.printf("  %,d bytes on disk, %,d a job%n", bytes, bytes / jobs);
  }

  private static <T> T timed(String what, long units, Supplier<T> work) {
    long cpu = cpu();
    long begin = System.nanoTime();
    T result = work.get();
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        "%-45s %8.3f s %,11.0f /s %8.3f s of CPU%n",
        what, seconds, units / seconds, (cpu() - cpu) / 1e9);
    return result;
  }

  /**
   * Returns the CPU time of this process: wall clock time depends on the load of the machine by
   * others.
   */
  static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  Object insert() {
    Script script = new Script("b.groovy", Path.of("/site"), Map.of("b.groovy", ""), Map.of());
    RunRow run =
        new RunRow(
            1, "bench-1", "bench", "bench", script, Map.of(), Instant.now(), Optional.empty());
    store.commit(new Commit(List.of(run), List.of(), List.of(), List.of(), Map.of()));
    for (long first = 1; first <= jobs; first += INSERT) {
      long end = Math.min(jobs + 1, first + INSERT);
      List<EventRow> events = each(first, end, id -> event(id, Trigger.ACCEPTED));
      store.commit(new Commit(List.of(), each(first, end, this::job), List.of(), events, Map.of()));
    }
    return store;
  }

  Object change(int size, long count) {
    for (long first = 1; first <= count; first += size) {
      long end = Math.min(count + 1, first + size);
      List<Change> changes =
          each(first, end, id -> new Change.State(id, JobState.RUNNING, 1, null));
      List<EventRow> events =
          LongStream.range(first, end)
              .boxed()
              .flatMap(
                  id -> List.of(event(id, Trigger.STARTED), event(id, Trigger.ACCEPTED)).stream())
              .toList();
      store.commit(new Commit(List.of(), List.of(), changes, events, Map.of()));
    }
    return store;
  }

  private Object close() {
    store.close();
    return store;
  }

  private static Object readOpen(Store store) {
    long[] sums = new long[2];
    store.openJobs(1, job -> sums[0]++);
    store.openEdges(1, (child, parent, state) -> sums[1]++);
    System.out.printf("  %,d jobs, %,d edges%n", sums[0], sums[1]);
    return sums;
  }

  private static JobFilter oneTag() {
    return JobFilter.ALL
        .withTags(Map.of("row", "7"))
        .withStates(Set.of(JobState.RUNNING))
        .withPage(1, 0);
  }

  private static <T> List<T> each(long first, long end, LongFunction<T> row) {
    return LongStream.range(first, end).mapToObj(row).toList();
  }

  private static EventRow event(long job, Trigger trigger) {
    return new EventRow(
        job, Instant.now(), JobState.PREPROCESSED, JobState.RUNNING, trigger, Map.of());
  }

  private JobRow job(long id) {
    List<JobRow.Parent> parents =
        id <= 2
            ? List.of()
            : List.of(
                new JobRow.Parent(id / 2, ParentKind.SUCCESS),
                new JobRow.Parent(1, ParentKind.SUCCESS));
    return new JobRow(
        id,
        1,
        "tile",
        JobState.AWAITING_PARENTS,
        "/home/user/site/data/bench-1/tile/" + id,
        Map.of("x", id, "y", 0.5),
        Map.of(),
        Map.of("row", Long.toString(id % 100)),
        Map.of(),
        Resources.DEFAULT,
        Duration.ZERO,
        0,
        Map.of(),
        parents,
        List.of(),
        Map.of(),
        Instant.now(),
        "bench.groovy:12:5",
        "%016x%016x%016x%016x".formatted(id * 31, id * 0x9E3779B97F4A7C15L, id, id * 7),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }
}
