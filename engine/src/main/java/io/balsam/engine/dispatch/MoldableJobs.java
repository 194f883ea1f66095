package io.balsam.engine.dispatch;

import io.balsam.engine.core.EngineParts;
import io.balsam.engine.core.Job;
import io.balsam.engine.core.LoadedRun;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.MoldableLimits;
import io.balsam.engine.domain.NodeRange;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.model.JobFeatures;
import io.balsam.engine.model.RunTimeModel;
import io.balsam.engine.store.JobRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the numbers of nodes of moldable jobs once they can run, and again while they wait:
 * whenever there are other nodes, or other run times are predicted. With its first attempt a job
 * keeps its number. On the event loop's thread only.
 */
public final class MoldableJobs {

  /** Most jobs of a run that are planned for together; further ones follow those like them. */
  private static final int TOGETHER = 1_000;

  private static final double HOUR = 3600;

  /** State of one run. */
  private static final class Numbers {
    final Map<Long, NodeDecision> decided = new HashMap<>();
    final Map<String, Integer> turns = new HashMap<>();
    @Nullable NodePlan plan;
    boolean spend = true;

    /** Number of the run's open jobs when the plan was made. */
    int open;
  }

  private final EngineParts parts;
  private final Machine machine;
  private final Map<LoadedRun, Numbers> runs = new HashMap<>();
  private final Map<Long, Job> arrived = new LinkedHashMap<>();
  private final Map<Long, Job> waiting = new LinkedHashMap<>();
  private Object nodesSeen = "";
  private long timesSeen;

  /** Creates the choice for an engine whose jobs get these nodes. */
  public MoldableJobs(EngineParts parts, Machine machine) {
    this.parts = parts;
    this.machine = machine;
  }

  /** Takes a runnable job if its number of nodes is still to be chosen; it is queued by then. */
  public boolean takes(Job job) {
    if (job.shape().resources().range().isEmpty()
        || job.state() != JobState.PREPROCESSED
        || job.attempts() > 0) {
      return false;
    }
    if (!waiting.containsKey(job.id())) {
      arrived.put(job.id(), job);
    }
    return true;
  }

  /** Reports that a job has been given nodes. */
  public void placed(Job job) {
    waiting.remove(job.id());
  }

  /** Drops a job that has ended. */
  public void ended(Job job) {
    if (job.shape().resources().range().isPresent()) {
      arrived.remove(job.id());
      waiting.remove(job.id());
      Numbers numbers = runs.get(job.run());
      if (numbers != null) {
        numbers.decided.remove(job.id());
        if (job.run().table.open() == 0) {
          runs.remove(job.run());
        }
      }
    }
  }

  /**
   * Chooses the numbers that are due.
   *
   * @param queue takes a job whose number is chosen
   * @param unqueue takes out a job that waits, before it gets another number
   */
  public void choose(Consumer<Job> queue, LongConsumer unqueue) {
    if (arrived.isEmpty() && waiting.isEmpty()) {
      return;
    }
    Set<LoadedRun> due = new LinkedHashSet<>();
    Object nodes = machine.version();
    if (!nodes.equals(nodesSeen) || timesSeen != parts.runTimes.version()) {
      nodesSeen = nodes;
      timesSeen = parts.runTimes.version();
      runs.values().forEach(numbers -> numbers.plan = null);
      waiting.values().forEach(job -> due.add(job.run()));
    }
    arrived.values().removeIf(job -> job.state() != JobState.PREPROCESSED);
    List<Job> now = List.copyOf(arrived.values());
    arrived.clear();
    now.forEach(job -> due.add(job.run()));
    for (LoadedRun run : due) {
      choose(run, now.stream().filter(job -> job.run() == run).toList(), queue, unqueue);
    }
  }

  private void choose(LoadedRun run, List<Job> now, Consumer<Job> queue, LongConsumer unqueue) {
    Numbers numbers = runs.computeIfAbsent(run, any -> new Numbers());
    NodePlan plan = numbers.plan;
    List<NodePlan.Subject> subjects = subjects(now);
    if (plan == null || run.table.open() * 2 <= numbers.open || !covers(plan, subjects)) {
      List<Job> again = waiting.values().stream().filter(job -> job.run() == run).toList();
      List<NodePlan.Subject> old = subjects(again);
      plan = plan(run, numbers, old, subjects);
      for (NodePlan.Subject subject : old) {
        decide(subject, numbers, plan, unqueue, queue);
      }
    }
    for (NodePlan.Subject subject : subjects) {
      waiting.put(subject.job().id(), subject.job());
      decide(subject, numbers, plan, job -> {}, job -> {});
      queue.accept(subject.job());
    }
  }

  private static boolean covers(NodePlan plan, List<NodePlan.Subject> subjects) {
    return subjects.stream()
        .allMatch(subject -> plan.find(subject) != null || !plan.knows(subject.like()));
  }

  private void decide(
      NodePlan.Subject subject,
      Numbers numbers,
      NodePlan plan,
      LongConsumer before,
      Consumer<Job> after) {
    Job job = subject.job();
    NodeDecision last = numbers.decided.get(job.id());
    NodeDecision planned = plan.find(subject);
    NodeDecision decision = planned == null ? guess(subject, numbers, plan, last) : planned;
    numbers.decided.put(job.id(), decision);
    if (last == null || last.nodes() != decision.nodes()) {
      before.accept(job.id());
      NodeRange range = job.shape().resources().range().orElseThrow();
      parts.lifecycle.nodes(job, decision.nodes(), decision.data(range));
      after.accept(job);
    }
  }

  /**
   * Returns a number for a job whose run times are not known: the last one while it is possible.
   */
  private NodeDecision guess(
      NodePlan.Subject subject, Numbers numbers, NodePlan plan, @Nullable NodeDecision last) {
    boolean keeps =
        last != null
            && last.expected().isEmpty()
            && last.nodes() <= plan.most(subject.like().resources())
            && numbers.spend;
    return last != null && keeps
        ? last
        : plan.guess(subject.like(), turn(numbers, subject.job()), numbers.spend);
  }

  /** Returns the turn of a job whose run times are not known, after those that were learnt from. */
  private int turn(Numbers numbers, Job job) {
    String app = job.shape().app();
    // What was learnt counts once: ends of the run's own jobs must not make it skip numbers.
    int first = parts.runTimes.model(app).map(RunTimeModel::runs).orElse(0L).intValue();
    return numbers.turns.merge(app, first, (turn, any) -> turn + 1);
  }

  private NodePlan plan(
      LoadedRun run,
      Numbers numbers,
      List<NodePlan.Subject> waits,
      List<NodePlan.Subject> arrives) {
    List<NodePlan.Subject> subjects = new ArrayList<>(waits);
    subjects.addAll(arrives);
    Set<Long> known = new HashSet<>();
    subjects.forEach(subject -> known.add(subject.job().id()));
    List<Job> later = new ArrayList<>();
    int rest = 0;
    double running = 0;
    for (int index = 0; index < run.table.size(); index++) {
      Job job = new Job(run, index);
      if (job.shape().resources().range().isEmpty() || known.contains(job.id())) {
        continue;
      }
      if (job.attempts() == 0 && JobState.early().contains(job.state())) {
        rest++;
        if (subjects.size() + later.size() < TOGETHER) {
          later.add(job);
        }
      } else if (job.state() == JobState.RUNNING || job.state().runnable()) {
        NodeDecision decision = numbers.decided.get(job.id());
        running += decision == null ? 0 : decision.nodeSeconds();
      }
    }
    int all = subjects.size() + rest;
    subjects.addAll(subjects(later));
    List<NodePlan.Subject> planned = subjects.subList(0, Math.min(TOGETHER, subjects.size()));
    MoldableLimits limits = run.row.moldable();
    double left =
        limits.nodeHours().orElse(Double.POSITIVE_INFINITY)
            - (run.nodeHours.nodeSeconds() + running) / HOUR;
    NodePlan plan = new NodePlan(parts.runTimes, machine);
    plan.make(planned, all == 0 ? left : left * planned.size() / all, limits.efficiency());
    numbers.plan = plan;
    numbers.spend = left > 0;
    numbers.open = run.table.open();
    return plan;
  }

  private List<NodePlan.Subject> subjects(Collection<Job> jobs) {
    List<Job> read = jobs.stream().filter(job -> !predictors(job).isEmpty()).toList();
    parts.details.load(
        read.stream().map(Job::id).filter(id -> parts.batch.created(id) == null).toList());
    return jobs.stream().map(job -> new NodePlan.Subject(job, like(job))).toList();
  }

  private NodePlan.Like like(Job job) {
    Resources resources = job.shape().resources();
    Resources fewest = resources.withNodes(resources.range().orElseThrow().fewest());
    List<String> predictors = predictors(job);
    Map<String, Object> values = Map.of();
    if (!predictors.isEmpty()) {
      JobRow row = parts.batch.record(job.id()).row();
      values = JobFeatures.of(fewest, predictors, row.parameters(), row.tags()).values();
    }
    return new NodePlan.Like(job.shape().app(), fewest, job.shape().wallTime(), values);
  }

  private List<String> predictors(Job job) {
    return parts.runTimes.model(job.shape().app()).map(RunTimeModel::predictors).orElse(List.of());
  }
}
