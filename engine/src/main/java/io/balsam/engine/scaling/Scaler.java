package io.balsam.engine.scaling;

import io.balsam.engine.api.QueueWait;
import io.balsam.engine.api.ScalingPlan;
import io.balsam.engine.batchjob.BatchJobSettings;
import io.balsam.engine.packing.NodeSize;
import io.balsam.engine.scaling.QueuePolicy.Windows;
import io.balsam.engine.text.Count;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobState;
import io.balsam.spi.Demand;
import io.balsam.spi.JobMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides what to ask for in one queue. Nothing of it is remembered from one look to the next: what
 * was asked for is seen as a BatchJob that is there, so nothing is asked for twice.
 */
final class Scaler {

  private final QueuePolicy policy;
  private final Situation seen;
  private final Range nodes;
  private final Range minutes;
  private final List<NodeSize> sizes;
  private final Work work;
  private final List<Need> unfit = new ArrayList<>();
  private final List<ScalingPlan.Withdrawal> withdrawals = new ArrayList<>();
  private final List<ScalingPlan.Request> requests = new ArrayList<>();
  private final List<BatchJobInfo> own;
  private int most;
  private final long runnable;
  private final long covered;
  private final double wanted;
  private String waits = "";

  Scaler(QueuePolicy policy, Situation seen) {
    this.policy = policy;
    this.seen = seen;
    nodes =
        policy.nodes().upTo(seen.limits().map(limit -> limit.maxNodes()).orElse(Integer.MAX_VALUE));
    minutes =
        policy
            .minutes()
            .upTo(seen.limits().map(limit -> limit.maxWallMinutes()).orElse(Integer.MAX_VALUE));
    Duration longest = Shape.usable(minutes.max());
    List<Need> needs = new ArrayList<>();
    sizes = seen.sizes().apply(seen.queue());
    for (Demand demand : seen.backlog().demand()) {
      Need need = Need.of(demand, longest, sizes);
      boolean fits = canRun(demand) && need.nodesOf(sizes) < Double.POSITIVE_INFINITY;
      (fits ? needs : unfit).add(need);
    }
    work = new Work(needs);
    own =
        seen.open().stream()
            .filter(job -> policy.isOwn(job) && job.state() != BatchJobState.PENDING_DELETION)
            .toList();
    most = nodes.max();
    runnable = work.jobs() + unfit.stream().mapToLong(Need::jobs).sum();
    if (nodes.isEmpty() || minutes.isEmpty()) {
      waits = limited();
      unfit.addAll(work.removeAll());
    } else if (policy.constant() == 0) {
      unfit.addAll(work.removeUnfit(nodes.max(), Shape.usable(minutes.max())));
      withdraw();
    }
    long fit = work.jobs();
    cover();
    covered = fit - work.jobs();
    wanted = work.nodesAtOnce();
    if (waits.isEmpty()) {
      waits = hindrance();
    }
  }

  /** Returns the jobs that no allocation of this queue can run. */
  List<Need> unfit() {
    return unfit;
  }

  /** Asks for what fits in idle nodes; the first step. */
  List<Allocation> askForIdleNodes() {
    return asked(
        () -> {
          if (policy.constant() == 0 && policy.windows() != Windows.IGNORED && mayAsk()) {
            askForWindows();
          }
        });
  }

  /** Asks for what has to wait in the queue; the second step. */
  List<Allocation> askForOthers() {
    return asked(
        () -> {
          if (policy.constant() == 0) {
            askForWork();
          } else if (waits.isEmpty()) {
            askForConstant();
          }
        });
  }

  private List<Allocation> asked(Runnable step) {
    int before = requests.size();
    step.run();
    return requests.subList(before, requests.size()).stream()
        .map(
            one ->
                new Allocation(
                    one.nodes(),
                    Shape.usable(one.wallMinutes()),
                    policy.mode(),
                    policy.tags(),
                    sizes,
                    false))
        .toList();
  }

  private boolean mayAsk() {
    return waits.isEmpty() && !work.isEmpty();
  }

  /** Leaves to the allocations that others ask for what they will do. */
  void leaveTo(List<Allocation> others) {
    List<Need> before = work.needs();
    others.stream()
        .filter(one -> one.serves(policy))
        .forEach(
            one -> {
              Work.Done unused = work.take(one.nodes(), one.usable(), one.sizes());
            });
    work.leaveRests(before);
  }

  /** Returns the plan; the last step. */
  ScalingPlan.Queue plan() {
    return new ScalingPlan.Queue(
        policy.module(),
        seen.queue(),
        runnable,
        covered,
        wanted,
        own.size(),
        List.copyOf(requests),
        List.copyOf(withdrawals),
        waits);
  }

  private String limited() {
    String asked =
        nodes.isEmpty()
            ? Count.of(nodes.min(), "node") + " at least, the queue gives " + nodes.max()
            : Count.of(minutes.min(), "minute") + " at least, the queue gives " + minutes.max();
    return "its settings ask for " + asked;
  }

  /** Returns whether launchers of the mode run such jobs; serial ones only those of one rank. */
  private boolean canRun(Demand demand) {
    return policy.mode() == JobMode.MPI || demand.nodes() * demand.ranksPerNode() == 1;
  }

  static boolean isQueued(BatchJobInfo job) {
    return job.state() == BatchJobState.QUEUED || job.state() == BatchJobState.PENDING_SUBMISSION;
  }

  private void withdraw() {
    List<BatchJobInfo> queued = own.stream().filter(Scaler::isQueued).toList();
    if (!queued.isEmpty() && !seen.jobsLeft().getAsBoolean()) {
      queued.forEach(job -> withdraw(job, "no job is left for it"));
      return;
    }
    for (BatchJobInfo job : queued) {
      Instant since = job.submitted();
      if (policy.patience().isZero()
          || since == null
          || since.plus(policy.patience()).isAfter(seen.now().toInstant())) {
        continue;
      }
      int half = Math.max(job.request().nodes() / 2, least());
      if (policy.windows() == Windows.ONLY && seen.windows().get().isPresent()) {
        withdraw(job, waited() + ", the next one fits the nodes that are idle then");
      } else if (half < job.request().nodes()) {
        withdraw(job, "%s, a smaller one may start sooner".formatted(waited()));
        most = Math.min(most, half);
      }
    }
  }

  private String waited() {
    return "it waited for more than " + Count.of(policy.patience().toMinutes(), "minute");
  }

  /** Returns the least number of nodes that an allocation for the jobs must have. */
  private int least() {
    return Math.max(nodes.min(), work.needs().stream().mapToInt(Need::wholeNodes).max().orElse(1));
  }

  private void withdraw(BatchJobInfo job, String why) {
    withdrawals.add(new ScalingPlan.Withdrawal(job.id(), why));
  }

  private boolean isWithdrawn(BatchJobInfo job) {
    return withdrawals.stream().anyMatch(one -> one.batchJob() == job.id());
  }

  private List<NodeSize> sizesOf(BatchJobInfo job) {
    return seen.sizes().apply(job.request().queue());
  }

  /** Leaves to the allocations that there are what they will do. */
  private void cover() {
    Instant now = seen.now().toInstant();
    List<Allocation> serving =
        seen.open().stream()
            .filter(job -> job.state() != BatchJobState.PENDING_DELETION && !isWithdrawn(job))
            .flatMap(job -> Allocation.of(job, sizesOf(job), now).stream())
            .filter(one -> one.serves(policy))
            .toList();
    double running = serving.stream().filter(Allocation::running).mapToInt(Allocation::nodes).sum();
    double busy = running == 0 ? 0 : Math.min(1, seen.backlog().runningNodes() / running);
    Duration longest =
        work.needs().stream().map(Need::time).max(Duration::compareTo).orElse(Duration.ZERO);
    List<Need> before = work.needs();
    for (Allocation one : serving) {
      double share = one.running() ? busy : 0;
      work.take(one.nodes() * (1 - share), one.usable(), one.sizes());
      if (share > 0 && !longest.isZero()) {
        // What runs there now is through after about as long as what waits takes.
        work.take(one.nodes() * share, one.usable().minus(longest), one.sizes());
      }
    }
    work.leaveRests(before);
  }

  /** Returns why nothing may be asked for now; empty when it may. */
  private String hindrance() {
    if (!seen.refused().isEmpty()) {
      return seen.refused();
    }
    QuietHours quiet = policy.quiet();
    return quiet != null && quiet.contains(seen.now().toLocalTime())
        ? "nothing is asked for from %s to %s".formatted(quiet.from(), quiet.to())
        : "";
  }

  private int room() {
    int queue = seen.limits().map(limit -> limit.maxQueued()).orElse(BatchJobSettings.UNLIMITED);
    long kept = own.stream().filter(job -> !isWithdrawn(job)).count();
    return (int) Math.max(0, Math.min(policy.maxQueued(), queue) - kept - requests.size());
  }

  private void askForConstant() {
    for (int i = own.size(); i < policy.constant() && room() > 0; i++) {
      requests.add(
          new ScalingPlan.Request(
              nodes.min(),
              minutes.min(),
              0,
              "%d of %d are queued or running".formatted(i, policy.constant()),
              seen.waits().expected(nodes.min(), minutes.min())));
    }
  }

  private void askForWork() {
    boolean onlyWindows =
        policy.windows() == Windows.ONLY && mayAsk() && seen.windows().get().isPresent();
    while (mayAsk() && !onlyWindows) {
      Range allowed = new Range(nodes.min(), most);
      askQueue(Shape.forQueue(work, allowed, minutes), allowed);
    }
    if (mayAsk()) {
      waits = "no idle nodes are left for the other jobs, and nothing else is asked for";
    }
  }

  private void askQueue(Shape whole, Range allowed) {
    Division division = Division.of(whole, work, allowed, minutes, room(), seen.waits()::expected);
    if (division.parts() == 1) {
      ask(whole, "");
      return;
    }
    for (int part = 0; part < division.parts() && waits.isEmpty() && !work.isEmpty(); part++) {
      ask(division.part(work, allowed, minutes), division.why());
    }
  }

  private void askForWindows() {
    FreeWindows free = new FreeWindows(seen.windows().get().orElse(List.of()), seen.queue());
    own.stream()
        .filter(job -> isQueued(job) && !isWithdrawn(job))
        .forEach(job -> free.occupy(job.request().nodes()));
    Range allowed = new Range(nodes.min(), most);
    // A long one starts at once, too, and ends by itself when there is no more work.
    boolean whole = seen.budgets().isEmpty() && seen.earlyJobs().getAsBoolean();
    int pad = policy.padMinutes();
    while (mayAsk()) {
      Shape shape = Shape.forWindow(work, allowed, minutes, pad, free.all()).orElse(null);
      if (shape == null) {
        return;
      }
      ask(whole ? shape.lengthened(work, minutes, pad) : shape, "");
      free.occupy(shape.nodes());
    }
  }

  private void ask(Shape wanted, String division) {
    Optional<Budget> tightest =
        seen.budgets().stream().min(Comparator.comparingDouble(Budget::left));
    Shape shape = tightest.map(budget -> within(budget.left(), wanted)).orElse(wanted);
    if (wanted.done().jobs() == 0) {
      waits = "the jobs need more than %s".formatted(Count.of(most, "node"));
    } else if (room() == 0) {
      waits = "as many BatchJobs as may be are queued or running";
    } else if (shape.done().jobs() == 0) {
      waits = tightest.map(budget -> budget.exceededBy(cost(wanted))).orElse("");
    } else {
      seen.budgets().forEach(budget -> budget.take(cost(shape)));
      requests.add(
          new ScalingPlan.Request(
              shape.nodes(),
              shape.minutes(),
              shape.done().jobs(),
              shape.why() + (division.isEmpty() ? "" : ", " + division),
              shape.window().isPresent() ? Optional.empty() : wait(shape)));
      work.take(shape.nodes(), Shape.usable(shape.minutes()));
    }
  }

  private Shape within(double hours, Shape wanted) {
    if (cost(wanted) <= hours) {
      return wanted;
    }
    int affordable = (int) Math.floor(hours * 60 / wanted.minutes());
    return wanted.with(work, affordable < nodes.min() ? 0 : affordable);
  }

  private Optional<QueueWait> wait(Shape shape) {
    return seen.waits().expected(shape.nodes(), shape.minutes());
  }

  private static double cost(Shape shape) {
    return shape.nodes() * shape.minutes() / 60.0;
  }
}
