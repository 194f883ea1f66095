package io.balsam.engine.scaling;

import io.balsam.engine.api.Principal;
import io.balsam.engine.api.ScalingPlan;
import io.balsam.engine.api.SiteView;
import io.balsam.engine.batchjob.QueueWaits;
import io.balsam.engine.execution.RunTexts;
import io.balsam.engine.packing.NodeSize;
import io.balsam.engine.text.Count;
import io.balsam.spi.BackfillWindow;
import io.balsam.spi.Backlog;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobState;
import io.balsam.spi.Demand;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks at a site and plans what to ask for; asks for nothing. From any thread. */
public final class Planning {

  /** Facts that several rules look at in one round, asked for once, and only when needed. */
  private static final class Facts {
    final List<BatchJobInfo> open;
    final Map<Map<String, String>, Backlog> backlogs = new HashMap<>();
    final Map<String, List<NodeSize>> sizes = new HashMap<>();

    /** Node-hours by project. */
    final Map<String, Budget.Taken> taken = new HashMap<>();

    private final ScalingSite site;
    private @Nullable Optional<List<BackfillWindow>> windows;
    private @Nullable QueueWaits waits;

    Facts(ScalingSite site) {
      this.site = site;
      open = site.open();
    }

    Optional<List<BackfillWindow>> windows() {
      if (windows == null) {
        windows = site.windows();
      }
      return windows;
    }

    QueueWaits waits() {
      if (waits == null) {
        waits = site.waits();
      }
      return waits;
    }
  }

  private static final Duration DAY = Duration.ofDays(1);

  private final ScalingSettings settings;
  private final ScalingSite site;
  private final Refusals refusals;

  public Planning(ScalingSettings settings, ScalingSite site, Refusals refusals) {
    this.settings = settings;
    this.site = site;
    this.refusals = refusals;
  }

  /** Returns the plan, with a part for each queue of the settings. */
  public ScalingPlan plan() {
    ZonedDateTime now = site.now();
    Facts facts = new Facts(site);
    List<Scaler> scalers =
        settings.queues().stream()
            .map(policy -> new Scaler(policy, look(policy, now, facts)))
            .toList();
    // Idle nodes of all queues come before the first request that has to wait.
    eachInTurn(scalers, Scaler::askForIdleNodes);
    eachInTurn(scalers, Scaler::askForOthers);
    List<ScalingPlan.Queue> plans = new ArrayList<>();
    Map<Map<String, String>, List<Demand>> unserved = new HashMap<>();
    for (int i = 0; i < scalers.size(); i++) {
      plans.add(scalers.get(i).plan());
      unserved.merge(
          settings.queues().get(i).tags(),
          scalers.get(i).unfit().stream().map(Need::demand).toList(),
          (one, other) -> one.stream().filter(other::contains).toList());
    }
    plans.set(0, withLeftBehind(plans.get(0), facts.open));
    List<String> told =
        unserved.values().stream().flatMap(List::stream).map(Planning::text).distinct().toList();
    return new ScalingPlan(now.toInstant(), true, "", List.copyOf(plans), told);
  }

  /** Lets each ask for allocations, and leaves to these what they will do for all others. */
  private static void eachInTurn(List<Scaler> scalers, Function<Scaler, List<Allocation>> step) {
    for (Scaler scaler : scalers) {
      List<Allocation> asked = step.apply(scaler);
      scalers.stream().filter(other -> other != scaler).forEach(other -> other.leaveTo(asked));
    }
  }

  /**
   * Adds queued BatchJobs of rules that are no longer in the settings: no one else withdraws them.
   */
  private ScalingPlan.Queue withLeftBehind(ScalingPlan.Queue plan, List<BatchJobInfo> open) {
    List<ScalingPlan.Withdrawal> all = new ArrayList<>(plan.withdrawals());
    open.stream()
        .filter(job -> job.owner().equals(plan.module()) && Scaler.isQueued(job))
        .filter(job -> settings.queues().stream().noneMatch(policy -> policy.isOwn(job)))
        .forEach(
            job ->
                all.add(
                    new ScalingPlan.Withdrawal(
                        job.id(), "no settings ask for such a one any more")));
    return new ScalingPlan.Queue(
        plan.module(),
        plan.queue(),
        plan.runnable(),
        plan.covered(),
        plan.nodes(),
        plan.open(),
        plan.requests(),
        List.copyOf(all),
        plan.waits());
  }

  private Situation look(QueuePolicy policy, ZonedDateTime now, Facts facts) {
    SiteView.Queue limits = site.limits(policy.queue()).orElse(null);
    String queue = site.name(policy.queue());
    return new Situation(
        now,
        queue,
        facts.backlogs.computeIfAbsent(policy.tags(), site::backlog),
        () -> site.jobsLeft(policy.tags()),
        () -> site.earlyJobs(policy.tags()),
        facts.open,
        facts::windows,
        name -> facts.sizes.computeIfAbsent(name, site::nodes),
        Optional.ofNullable(limits),
        (nodes, minutes) -> facts.waits().expected(queue, nodes, minutes),
        budgets(policy, now.toInstant(), facts),
        refusals.why(queue, now.toInstant()));
  }

  /** Returns what the BatchJobs of the last 24 hours have used, or may use yet. */
  private List<Budget> budgets(QueuePolicy policy, Instant now, Facts facts) {
    List<Budget> budgets = new ArrayList<>();
    if (policy.nodeHoursPerDay() > 0) {
      budgets.add(
          new Budget(
              ScalingReader.HOURS_PER_DAY,
              policy.nodeHoursPerDay(),
              new Budget.Taken(nodeHours(policy, now))));
    }
    if (policy.nodeHoursOfProject() > 0) {
      budgets.add(
          new Budget(
              ScalingReader.HOURS_OF_PROJECT,
              policy.nodeHoursOfProject(),
              facts.taken.computeIfAbsent(
                  site.project(policy.project()),
                  project -> new Budget.Taken(nodeHours(site.chargedTo(project), Instant.EPOCH)))));
    }
    return budgets;
  }

  private double nodeHours(QueuePolicy policy, Instant now) {
    Instant since = now.minus(DAY);
    List<BatchJobInfo> own =
        site.of(new Principal(policy.module())).stream()
            .filter(job -> policy.queue().isEmpty() || job.request().queue().equals(policy.queue()))
            .toList();
    return nodeHours(own, since);
  }

  private static double nodeHours(List<BatchJobInfo> jobs, Instant since) {
    return jobs.stream().mapToDouble(job -> job.request().nodes() * hours(job, since)).sum();
  }

  private static double hours(BatchJobInfo job, Instant since) {
    Duration wall = Duration.ofMinutes(job.request().wallMinutes());
    Instant began = job.began();
    if (!job.state().terminal()) {
      return job.state() == BatchJobState.PENDING_DELETION && began == null ? 0 : inHours(wall);
    }
    Instant ended = job.ended();
    if (began == null || ended == null || ended.isBefore(since)) {
      return 0;
    }
    return inHours(Duration.between(began.isBefore(since) ? since : began, ended));
  }

  private static double inHours(Duration time) {
    return time.toMillis() / 3.6e6;
  }

  private static String text(Demand demand) {
    Need need = Need.of(demand, Duration.ZERO, List.of());
    String time = need.time().isZero() ? "" : " for " + RunTexts.duration(need.time());
    return "%s with %s%s each: no allocation that may be asked for is large enough"
        .formatted(Count.of(need.jobs(), "job"), Count.of(need.wholeNodes(), "node"), time);
  }
}
