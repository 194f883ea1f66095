package io.balsam.bench.simulated;

import io.balsam.engine.Engine;
import io.balsam.engine.api.launcher.Assignment;
import io.balsam.engine.api.launcher.Assignments;
import io.balsam.engine.api.launcher.NoSuchSession;
import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.api.launcher.Session;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.spi.JobMode;
import io.balsam.spi.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/** A launcher with one node of 64 cores whose jobs take no time. */
final class LeaseLoop implements Runnable {

  private static final int CORES = 64;
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final Sessions sessions;
  private final String name;
  private final Leased leased;
  private final List<Double> waits = new ArrayList<>();
  private volatile boolean stopped;

  /**
   * Creates a launcher that has not begun.
   *
   * @param leased table of the jobs given to all launchers
   */
  LeaseLoop(Engine engine, String name, Leased leased) {
    this.sessions = engine.sessions();
    this.name = name;
    this.leased = leased;
  }

  void stop() {
    stopped = true;
  }

  /** Returns the milliseconds from each request until jobs arrived, when all cores were free. */
  List<Double> waits() {
    return waits;
  }

  @Override
  public void run() {
    try {
      work();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | NoSuchSession e) {
      throw new IllegalStateException(e);
    }
  }

  private void work() throws InterruptedException, ExecutionException {
    Session session = sessions.open(request());
    long received = 0;
    long reports = 0;
    while (!stopped) {
      long began = System.nanoTime();
      Assignments assignments = sessions.assignments(session.id(), received, PATIENCE).get();
      received = Math.max(received, assignments.number());
      if (!assignments.start().isEmpty()) {
        waits.add((System.nanoTime() - began) / 1e6);
        sessions.report(session.id(), report(++reports, assignments.start()));
      }
    }
    sessions.close(session.id(), "done");
  }

  private Report report(long number, List<Assignment> assignments) {
    Instant now = Instant.now();
    List<Report.Ended> ended = new ArrayList<>();
    for (Assignment assignment : assignments) {
      leased.add(assignment.job());
      ended.add(
          new Report.Ended(
              assignment.job(),
              assignment.attempt(),
              now,
              now,
              Report.Outcome.EXITED,
              0,
              0,
              Duration.ZERO,
              OptionalLong.empty(),
              "",
              List.of(),
              null));
    }
    return new Report(number, List.of(), ended, List.of());
  }

  private OpenSession request() {
    List<Integer> cores = IntStream.range(0, CORES).boxed().toList();
    return new OpenSession(
        name,
        OptionalLong.empty(),
        "localhost",
        ProcessHandle.current().pid(),
        JobMode.SERIAL,
        List.of(new Node("n0", cores, List.of())),
        true,
        0,
        Map.of(),
        null,
        List.of());
  }
}
