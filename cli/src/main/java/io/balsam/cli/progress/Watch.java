package io.balsam.cli.progress;

import io.balsam.cli.term.Console;
import io.balsam.cli.term.Times;
import io.balsam.engine.api.Registration;
import io.balsam.engine.api.RunProgress;
import io.balsam.engine.api.StoreAwayException;
import io.balsam.engine.domain.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the progress of a run on a thread of its own: painted at most ten times a second on a
 * terminal, an occasional line elsewhere, failures at once in both.
 */
public final class Watch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private static final Duration PAINT = Duration.ofMillis(100);
  private static final Duration TICK = Duration.ofSeconds(1);

  /**
   * Delay before the work after the start begins, so that it does not take cores from the first
   * jobs.
   */
  private static final Duration START_DELAY = Duration.ofMillis(300);

  private static final int APP_ROWS = 16;

  private final RunSource source;
  private final Console console;
  private final Board board;
  private final Screen screen;
  private final Failures failures;
  private final Waits waits;
  private final Staging staging;
  private final TimeLeft timeLeft;
  private final Instant began = Instant.now();
  private final long doneBefore;
  private final Semaphore changed = new Semaphore(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Runnable afterStart;
  private final Registration changes;
  private Instant nextLine = began.plus(Duration.ofSeconds(5));
  private long lastDone;
  private String lastStaged = "";
  private final Set<String> lacksShown = new HashSet<>();

  /**
   * Starts to watch.
   *
   * @param afterStart called, more than once, when the first jobs have been started
   */
  public Watch(RunSource source, Console console, Runnable afterStart) {
    this.afterStart = afterStart;
    this.source = source;
    this.console = console;
    this.board = new Board(console.style());
    this.screen = new Screen(console);
    this.failures = new Failures(source, console);
    this.waits = new Waits(source, began);
    this.staging = new Staging(source);
    this.doneBefore = source.fresh() ? 0 : source.progress().done();
    this.lastDone = doneBefore;
    this.timeLeft = new TimeLeft(source, doneBefore);
    this.changes = source.onChange(this::wake);
    Thread thread = new Thread(this::watch, "balsam-progress");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns the time at which this watch began. */
  public Instant began() {
    return began;
  }

  private void wake() {
    changed.drainPermits();
    changed.release();
  }

  private void watch() {
    try {
      do {
        changed.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS);
        if (closed.getCount() > 0) {
          show();
        }
        if (Instant.now().isAfter(began.plus(START_DELAY))) {
          afterStart.run();
        }
      } while (!closed.await(PAINT.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      // No other thread interrupts this one.
    } catch (RuntimeException e) {
      // The run goes on without progress output; a broken engine is reported to the thread that
      // waits for it.
      LOG.error("cannot show progress", e);
    }
  }

  private synchronized void show() {
    RunProgress progress = source.progress();
    List<String> messages = new ArrayList<>(failed(progress.count(JobState.FAILED)));
    if (!console.quiet()) {
      waits.line(progress, Instant.now()).ifPresent(messages::add);
    }
    lack(progress).ifPresent(messages::add);
    if (console.quiet()) {
      console.errorLines(messages);
    } else if (!console.io().terminal()) {
      messages.forEach(console::say);
      line(progress);
    } else {
      if (!messages.isEmpty()) {
        screen.above(messages);
      }
      Duration running = Duration.between(began, Instant.now());
      String staged = staging.words(progress, Instant.now());
      String place = source.place() + (staged.isEmpty() ? "" : "  " + staged);
      Optional<Duration> left = timeLeft.of(progress, running, Instant.now());
      screen.paint(board.lines(progress, place, running, doneBefore, left, APP_ROWS));
    }
  }

  /**
   * Returns a message about a lacking resource, once for each, even if it comes again with other
   * figures.
   */
  private Optional<String> lack(RunProgress progress) {
    String lack = progress.lack();
    return !lack.isEmpty() && lacksShown.add(lack.replaceFirst(" (at |\\().*", ""))
        ? Optional.of("Some jobs wait, since %s.".formatted(lack))
        : Optional.empty();
  }

  /** Returns lines about failed jobs; deferred while the database is unavailable. */
  private List<String> failed(long count) {
    try {
      return failures.since(count);
    } catch (StoreAwayException e) {
      return List.of();
    }
  }

  private void line(RunProgress progress) {
    Instant now = Instant.now();
    if (now.isBefore(nextLine) || progress.ended()) {
      return;
    }
    boolean early = now.isBefore(began.plus(Duration.ofMinutes(1)));
    nextLine = now.plus(Duration.ofSeconds(early ? 5 : 30));
    String staged = staging.words(progress, now);
    if (progress.done() == lastDone && staged.equals(lastStaged)) {
      return;
    }
    lastDone = progress.done();
    lastStaged = staged;
    console.say(
        "%s  %s: %d of %d done, %d running, %d failed%s%s"
            .formatted(
                Times.clock(now),
                progress.name(),
                progress.done(),
                progress.total(),
                progress.count(JobState.RUNNING),
                progress.count(JobState.FAILED, JobState.CANCELLED),
                staged.isEmpty() ? "" : ", " + staged,
                timeLeft
                    .of(progress, Duration.between(began, now), now)
                    .map(time -> ", about " + Times.ticking(time) + " left")
                    .orElse("")));
  }

  /** Paints the final state and stops watching; does not interrupt a look that has begun. */
  @Override
  public void close() {
    changes.close();
    closed.countDown();
    wake();
    show();
  }
}
