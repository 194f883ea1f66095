package io.balsam.engine.dispatch;

import io.balsam.engine.core.Job;
import io.balsam.engine.core.RunTimes;
import io.balsam.engine.domain.NodeRange;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.model.JobFeatures;
import io.balsam.engine.model.RunTimeModel;
import io.balsam.engine.model.Trust;
import io.balsam.engine.moldable.MoldableJob;
import io.balsam.engine.moldable.NodeChoice;
import io.balsam.engine.moldable.NodeChooser;
import io.balsam.engine.moldable.NodeOption;
import io.balsam.engine.moldable.RunLimits;
import io.balsam.engine.packing.MostNodes;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Numbers of nodes for the jobs of one run that have not begun, by what is known now. */
final class NodePlan {

  /**
   * Job that is planned for.
   *
   * @param like the properties that count: with another job that has the same, it shares its number
   */
  record Subject(Job job, Like like) {}

  /** Properties of a job on which its number of nodes depends. */
  record Like(String app, Resources resources, Duration wallTime, Map<String, Object> values) {}

  private final RunTimes times;
  private final Machine machine;
  private final Map<Like, Optional<MoldableJob>> options = new HashMap<>();
  private final Map<Resources, Integer> most = new HashMap<>();
  private final Map<Long, NodeDecision> byJob = new HashMap<>();
  private final Map<Like, NodeDecision> byLike = new HashMap<>();

  NodePlan(RunTimes times, Machine machine) {
    this.times = times;
    this.machine = machine;
  }

  /**
   * Plans for jobs together: those whose run times are known.
   *
   * @param nodeHours what they may take together, infinite for no limit
   * @param efficiency least efficiency
   */
  void make(List<Subject> subjects, double nodeHours, double efficiency) {
    List<Subject> known =
        subjects.stream().filter(subject -> options(subject.like).isPresent()).toList();
    List<MoldableJob> jobs =
        known.stream().map(subject -> options(subject.like).orElseThrow()).toList();
    RunLimits limits = new RunLimits(nodes(jobs), Math.max(0, nodeHours), efficiency);
    Optional<NodeChoice> choice = NodeChooser.choose(jobs, limits);
    for (int i = 0; i < known.size(); i++) {
      MoldableJob job = jobs.get(i);
      int place = i;
      NodeDecision decision =
          choice
              .map(all -> decision(job, all.options().get(place), ""))
              .orElseGet(() -> decision(job, cheapest(job), "the run's node-hours are too few"));
      byJob.put(known.get(i).job.id(), decision);
      byLike.putIfAbsent(known.get(i).like, decision);
    }
  }

  private int nodes(List<MoldableJob> jobs) {
    int largest =
        jobs.stream()
            .flatMap(job -> job.options().stream())
            .mapToInt(NodeOption::nodes)
            .max()
            .orElse(1);
    return Math.max(machine.nodes(), largest);
  }

  private static NodeOption cheapest(MoldableJob job) {
    return job.options().stream()
        .min(Comparator.comparingDouble(NodeOption::nodeSeconds))
        .orElseThrow();
  }

  private static NodeDecision decision(MoldableJob job, NodeOption option, String why) {
    double efficiency = job.options().get(0).nodeSeconds() / option.nodeSeconds();
    return new NodeDecision(option.nodes(), Optional.of(option), efficiency, why);
  }

  /** Returns what was planned for a job, or for one like it; null for none. */
  @Nullable NodeDecision find(Subject subject) {
    NodeDecision own = byJob.get(subject.job.id());
    return own == null ? byLike.get(subject.like) : own;
  }

  /** Returns whether run times are known by which numbers can be chosen for such a job. */
  boolean knows(Like like) {
    return options(like).isPresent();
  }

  /**
   * Returns a number for a job whose run times are not known.
   *
   * @param turn number that differs from that of other such jobs
   */
  NodeDecision guess(Like like, int turn, boolean spend) {
    NodeRange range = like.resources.range().orElseThrow();
    int largest = most(like.resources);
    if (largest == range.fewest()) {
      return NodeDecision.because(
          largest, largest == range.most() ? "" : NodeDecision.fit(largest));
    }
    if (!spend) {
      return NodeDecision.because(range.fewest(), "the run's node-hours are too few");
    }
    if (times.model(like.app).map(RunTimeModel::trust).orElse(Trust.TOO_FEW_RUNS)
        == Trust.BADLY_PREDICTED) {
      return NodeDecision.because(range.fewest(), "its run time cannot be predicted");
    }
    List<NodeOption> all = MoldableJob.ofRange(range.fewest(), largest, nodes -> 1).options();
    return NodeDecision.because(
        all.get(turn % all.size()).nodes(), "to learn how its run time depends on them");
  }

  /** Returns the most nodes that such a job can be given. */
  int most(Resources resources) {
    return most.computeIfAbsent(resources, wanted -> MostNodes.of(wanted, machine::fits));
  }

  private Optional<MoldableJob> options(Like like) {
    return options.computeIfAbsent(like, this::compute);
  }

  private Optional<MoldableJob> compute(Like like) {
    NodeRange range = like.resources.range().orElseThrow();
    int largest = most(like.resources);
    return largest == range.fewest()
        ? Optional.empty()
        : times
            .model(like.app)
            .filter(model -> model.trust() == Trust.TRUSTED)
            .map(
                model ->
                    within(
                        like.wallTime,
                        MoldableJob.ofRange(
                            range.fewest(),
                            largest,
                            nodes -> model.predict(features(like, nodes)).mean())));
  }

  private static JobFeatures features(Like like, int nodes) {
    long ranks = (long) nodes * like.resources.ranksPerNode();
    return new JobFeatures(nodes, (int) Math.min(Integer.MAX_VALUE, ranks), like.values);
  }

  /** Leaves out the numbers of nodes with which a job would probably exceed its wall time. */
  private static MoldableJob within(Duration wallTime, MoldableJob job) {
    double limit = wallTime.toMillis() / 1000.0;
    List<NodeOption> inTime =
        job.options().stream().filter(option -> option.seconds() <= limit).toList();
    return inTime.isEmpty() ? job : new MoldableJob(inTime);
  }
}
