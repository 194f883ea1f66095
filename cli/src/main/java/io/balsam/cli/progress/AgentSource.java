package io.balsam.cli.progress;

import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.EventView;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.JobView;
import io.balsam.engine.api.Registration;
import io.balsam.engine.api.RunProgress;
import io.balsam.engine.api.RunView;
import io.balsam.engine.api.SiteView;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.text.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Progress of a run on a site's agent, followed by its events on a thread of its own. */
public final class AgentSource implements RunSource, AutoCloseable {

  /** What Ctrl-C does, in a message that a run waits. */
  public static final String LEAVE = "Ctrl-C leaves the run to the agent";

  private static final Duration WAIT = Duration.ofSeconds(2);

  /**
   * Pause between two requests, so that events close together are read together; longer for larger
   * runs.
   */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final int PAUSES = 50;

  private static final Set<JobState> FOLLOWED =
      Set.of(JobState.RUNNING, JobState.JOB_FINISHED, JobState.FAILED, JobState.CANCELLED);

  private final Balsam balsam;
  private final boolean fresh;
  private final Map<String, Long> retried = new HashMap<>();
  private final Map<String, Long> reused = new HashMap<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread = new Thread(this::follow, "balsam-follow");
  private final Instant began = Instant.now();
  private EventFilter filter;
  private volatile RunView view;
  private volatile RunProgress progress;
  private volatile String place = "";
  private volatile Runnable listener = () -> {};
  private volatile @Nullable RuntimeException failure;

  /**
   * Starts to follow a run.
   *
   * @param fresh whether the run has just been submitted
   */
  public AgentSource(Balsam balsam, RunView run, boolean fresh) {
    this.balsam = balsam;
    this.fresh = fresh;
    this.view = run;
    this.progress =
        new RunProgress(run.id(), run.name(), Instant.now(), List.of(), 0, 0, 0, false, "");
    this.filter = EventFilter.ALL.withRuns(List.of(run.id())).withTo(FOLLOWED);
    refresh(List.of());
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public Balsam balsam() {
    return balsam;
  }

  @Override
  public boolean fresh() {
    return fresh;
  }

  @Override
  public RunProgress progress() {
    return progress;
  }

  @Override
  public String instead() {
    return LEAVE;
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public Registration onChange(Runnable newListener) {
    listener = newListener;
    return () -> listener = () -> {};
  }

  /** Returns the run as last read. */
  public RunView run() {
    return view;
  }

  /**
   * Waits until the run has ended or this source was closed.
   *
   * @return whether the run has ended
   * @throws RuntimeException when the agent cannot be reached any more
   */
  public boolean await() throws InterruptedException {
    over.await();
    RuntimeException cause = failure;
    if (cause != null) {
      throw cause;
    }
    return view.ended() != null;
  }

  @Override
  public void close() {
    over.countDown();
    thread.interrupt();
  }

  private void follow() {
    try {
      while (view.ended() == null && over.getCount() > 0) {
        List<EventView> events = balsam.events(filter, WAIT);
        refresh(events);
        listener.run();
        Thread.sleep(pause().toMillis());
      }
    } catch (InterruptedException e) {
      // Closed.
    } catch (RuntimeException e) {
      failure = over.getCount() > 0 ? e : null;
    } finally {
      over.countDown();
    }
  }

  private Duration pause() {
    Duration share = Duration.between(began, Instant.now()).dividedBy(PAUSES);
    Duration least = share.compareTo(PAUSE) > 0 ? share : PAUSE;
    return least.compareTo(LONGEST_PAUSE) < 0 ? least : LONGEST_PAUSE;
  }

  private void refresh(List<EventView> events) {
    apply(events);
    RunView now = balsam.run(view.id()).orElse(view);
    if (now.ended() != null) {
      // No later request follows: read the events between the two requests here.
      while (apply(balsam.events(filter, Duration.ZERO))) {}
    }
    view = now;
    List<RunProgress.AppLine> lines = new ArrayList<>();
    view.counts()
        .forEach(
            (app, counts) ->
                lines.add(
                    new RunProgress.AppLine(
                        app, counts, retried.getOrDefault(app, 0L), reused.getOrDefault(app, 0L))));
    boolean ended = view.ended() != null;
    List<SiteView.Launcher> launchers = balsam.site().launchers();
    String lack =
        launchers.stream()
            .map(SiteView.Launcher::lack)
            .filter(what -> !what.isEmpty())
            .findFirst()
            .orElse("");
    progress = new RunProgress(view.id(), view.name(), Instant.now(), lines, 0, 0, 0, ended, lack);
    place = words(launchers);
  }

  private boolean apply(List<EventView> events) {
    if (!events.isEmpty()) {
      filter = filter.withAfter(events.get(events.size() - 1).seq());
      count(events);
    }
    return !events.isEmpty();
  }

  private void count(List<EventView> events) {
    List<Long> again = new ArrayList<>();
    List<Long> taken = new ArrayList<>();
    for (EventView event : events) {
      if (event.data().get("attempt") instanceof Number attempt && attempt.longValue() > 1) {
        again.add(event.job());
      } else if (event.cause().equals("reused")) {
        taken.add(event.job());
      }
    }
    add(again, retried);
    add(taken, reused);
  }

  private void add(List<Long> ids, Map<String, Long> sums) {
    if (ids.isEmpty()) {
      return;
    }
    Map<Long, String> apps = new HashMap<>();
    for (JobView job : balsam.jobs(JobFilter.ALL.withIds(ids).withPage(ids.size(), 0)).results()) {
      apps.put(job.id(), job.app());
    }
    ids.forEach(id -> sums.merge(apps.getOrDefault(id, "?"), 1L, Long::sum));
  }

  private static String words(List<SiteView.Launcher> launchers) {
    if (launchers.isEmpty()) {
      return "no launcher yet";
    }
    int cores = launchers.stream().mapToInt(SiteView.Launcher::cores).sum();
    int nodes = launchers.stream().mapToInt(SiteView.Launcher::nodes).sum();
    return "%s, %s, %s"
        .formatted(
            Count.of(launchers.size(), "launcher"),
            Count.of(nodes, "node"),
            Count.of(cores, "core"));
  }
}
