package io.balsam.engine.batchjob;

import io.balsam.engine.api.SiteView;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobState;
import io.balsam.spi.PluginException;
import io.balsam.spi.Scheduler;
import io.balsam.spi.ServiceContext;
import io.balsam.spi.ServiceModule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Submits BatchJobs to the batch system, follows them there and has them ended. It does not decide
 * when to request more.
 */
public final class BatchJobService implements ServiceModule {

  /** Interval of polls while something is about to change. */
  private static final Duration SOON = Duration.ofSeconds(1);

  /**
   * Time in which a BatchJob whose launchers have closed ends by itself, and writes its last
   * output.
   */
  private static final Duration LEAVING = Duration.ofSeconds(5);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final BatchJobSettings settings;
  private final BatchJobRegistry batchJobs;
  private final Supplier<List<SiteView.Launcher>> launchers;
  private final Scheduler scheduler;
  private final Clock clock;
  private final BatchJobSubmitter submitting;
  private final BatchJobPoller following;
  private final Map<Long, Instant> deleting = new HashMap<>();
  private final Set<Long> cancelled = new HashSet<>();
  private final Set<Long> attended = new HashSet<>();
  private final Map<Long, Instant> left = new HashMap<>();
  private Duration pause = SOON;
  private long worked;
  private int failures;

  /**
   * Creates the service module.
   *
   * @param launchers the launchers with an open session
   * @param rules the policy of the site
   */
  public BatchJobService(
      BatchJobSettings settings,
      BatchJobRegistry batchJobs,
      Supplier<List<SiteView.Launcher>> launchers,
      Scheduler scheduler,
      BatchScript script,
      BatchJobPolicy rules,
      Clock clock) {
    this.settings = settings;
    this.batchJobs = batchJobs;
    this.launchers = launchers;
    this.scheduler = scheduler;
    this.clock = clock;
    submitting = new BatchJobSubmitter(batchJobs, scheduler, script, rules, clock);
    following = new BatchJobPoller(scheduler, script, clock);
  }

  @Override
  public void run(ServiceContext context) throws InterruptedException {
    Duration pause;
    do {
      pause = round(context);
    } while (context.pause(pause));
  }

  private Duration round(ServiceContext context) {
    try {
      Duration pause = work(context);
      if (failures > 0) {
        failures = 0;
        context.event("the batch system answers again");
      }
      return pause;
    } catch (PluginException e) {
      if (!e.kind().mayPass()) {
        throw e;
      }
      if (failures++ == 0) {
        context.event("the batch system does not answer: " + e.getMessage());
      }
      context.cycle("the batch system does not answer: " + e.getMessage());
      return shorter(settings.poll().multipliedBy(1L << Math.min(failures, 10)), LONGEST_PAUSE);
    }
  }

  /** Polls often after something happened, then less and less; returns the next pause. */
  private Duration work(ServiceContext context) {
    long work = batchJobs.workCount();
    List<BatchJobInfo> known = inSystem(context.site().batchJobs());
    List<BatchJobUpdate> changes = following.changes(known, cancelled);
    if (!changes.isEmpty()) {
      batchJobs.change(changes);
    }
    List<BatchJobInfo> open = context.site().batchJobs();
    attend(open);
    boolean ending = end(inSystem(open));
    int taken = submitting.submit(open);
    context.cycle(
        "%d in the batch system%s"
            .formatted(known.size() + taken, taken > 0 ? ", " + taken + " submitted" : ""));
    boolean active = !changes.isEmpty() || ending || taken > 0 || work != worked;
    worked = work;
    pause = shorter(settings.poll(), active ? SOON : pause.multipliedBy(2));
    return pause;
  }

  private static List<BatchJobInfo> inSystem(List<BatchJobInfo> jobs) {
    return jobs.stream().filter(job -> !job.schedulerId().isEmpty()).toList();
  }

  /**
   * Cancels those to be deleted whose launchers have closed; returns whether any is still there.
   */
  private boolean end(List<BatchJobInfo> jobs) {
    List<BatchJobInfo> due =
        jobs.stream().filter(job -> job.state() == BatchJobState.PENDING_DELETION).toList();
    Set<Long> numbers = due.stream().map(BatchJobInfo::id).collect(Collectors.toSet());
    deleting.keySet().retainAll(numbers);
    cancelled.retainAll(numbers);
    if (due.isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    for (BatchJobInfo job : due) {
      Instant since = deleting.computeIfAbsent(job.id(), id -> now);
      boolean patient = now.isBefore(since.plus(settings.deleteGrace()));
      if (!patient || gone(job.id(), now)) {
        scheduler.cancel(job.schedulerId());
        cancelled.add(job.id());
      }
    }
    return true;
  }

  /** Records which BatchJobs have launchers, and which had. */
  private void attend(List<BatchJobInfo> open) {
    Set<Long> now =
        launchers.get().stream().map(SiteView.Launcher::batchJob).collect(Collectors.toSet());
    attended.retainAll(open.stream().map(BatchJobInfo::id).collect(Collectors.toSet()));
    left.keySet().retainAll(attended);
    attended.forEach(id -> left.putIfAbsent(id, clock.instant()));
    attended.addAll(now);
    left.keySet().removeAll(now);
  }

  /** Returns whether its launchers have ended, and had time to report it. */
  private boolean gone(long id, Instant now) {
    return !attended.contains(id)
        || (left.containsKey(id) && now.isAfter(left.get(id).plus(LEAVING)));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
