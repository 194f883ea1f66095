package io.balsam.simulator.scheduler;

import io.balsam.simulator.cluster.BatchQueue;
import io.balsam.simulator.cluster.Cluster;
import io.balsam.simulator.cluster.JobReport;
import io.balsam.simulator.cluster.JobRequest;
import io.balsam.simulator.cluster.JobState;
import io.balsam.simulator.cluster.RefusedException;
import io.balsam.simulator.cluster.Window;
import io.balsam.simulator.profile.NodeShape;
import io.balsam.spi.BackfillWindow;
import io.balsam.spi.BatchReport;
import io.balsam.spi.BatchState;
import io.balsam.spi.BatchSubmission;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.Node;
import io.balsam.spi.PluginException;
import io.balsam.spi.QueueReport;
import io.balsam.spi.Scheduler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Batch system of a simulation. Answers from a simulated cluster, which whoever runs the simulation
 * advances: calls let no time pass, and must come from the thread that advances it. Scripts are not
 * executed: their simulation begins when the cluster reports the job as running, and tells the
 * cluster of its end.
 */
public final class SimulatedScheduler implements Scheduler {

  private final Cluster cluster;
  private final NodeShape shape;
  private final Instant origin;
  private final Map<String, BatchSubmission> submissions = new LinkedHashMap<>();

  /**
   * Creates a scheduler.
   *
   * @param shape resources of each node
   * @param now date that the cluster's present time stands for
   */
  public SimulatedScheduler(Cluster cluster, NodeShape shape, Instant now) {
    this.cluster = cluster;
    this.shape = shape;
    this.origin = now.minusNanos(cluster.now());
  }

  /** Returns all that was submitted, by id. */
  public Map<String, BatchSubmission> submissions() {
    return Collections.unmodifiableMap(submissions);
  }

  /** Returns what was submitted under an id; empty if nothing was. */
  public Optional<BatchSubmission> submission(String id) {
    return Optional.ofNullable(submissions.get(id));
  }

  /** Returns the nodes of a BatchJob, none before its start; kept after its end. */
  public List<Node> nodes(String id) {
    return job(id).map(JobReport::nodes).orElse(List.of()).stream().map(this::node).toList();
  }

  /** Returns the id of a job of the cluster. */
  public static String id(long job) {
    return Long.toString(job);
  }

  @Override
  public String submit(BatchSubmission submission) {
    answer();
    JobRequest request = request(submission);
    try {
      String id = id(cluster.submit(request));
      submissions.put(id, submission);
      return id;
    } catch (RefusedException e) {
      throw refused(e);
    }
  }

  @Override
  public Optional<String> dryRun(BatchSubmission submission) {
    answer();
    try {
      cluster.check(request(submission));
      return Optional.of("the simulated batch system would accept it");
    } catch (RefusedException e) {
      throw refused(e);
    }
  }

  @Override
  public Map<String, BatchReport> status(Collection<String> ids) {
    answer();
    Map<String, BatchReport> reports = new LinkedHashMap<>();
    for (String id : ids) {
      reports.put(
          id, job(id).map(this::report).orElse(BatchReport.of(BatchState.UNKNOWN, "no such job")));
    }
    return reports;
  }

  @Override
  public void cancel(String id) {
    answer();
    job(id).ifPresent(job -> cluster.cancel(job.id()));
  }

  @Override
  public Optional<List<String>> named(String name, Path workdir, String site) {
    answer();
    return Optional.of(
        submissions.entrySet().stream()
            .filter(entry -> entry.getValue().name().equals(name))
            .filter(entry -> entry.getValue().workdir().equals(workdir))
            .filter(entry -> entry.getValue().site().equals(site))
            .map(Map.Entry::getKey)
            .toList());
  }

  @Override
  public Optional<List<BackfillWindow>> backfill() {
    answer();
    List<Window> windows = cluster.windows();
    return Optional.of(
        cluster.setup().queues().stream()
            .flatMap(queue -> QueueWindows.of(queue, windows).stream())
            .toList());
  }

  @Override
  public Optional<List<QueueReport>> queues() {
    answer();
    List<BatchQueue> queues = cluster.setup().queues();
    return Optional.of(
        queues.stream().map(queue -> report(queue, queue.equals(queues.get(0)))).toList());
  }

  private QueueReport report(BatchQueue queue, boolean byDefault) {
    Optional<Duration> wallTime =
        queue.maxWallTime() == Long.MAX_VALUE
            ? Optional.empty()
            : Optional.of(Duration.ofNanos(queue.maxWallTime()));
    int nodes = Math.min(queue.maxNodes(), cluster.setup().nodes());
    return new QueueReport(queue.name(), true, OptionalInt.of(nodes), wallTime, byDefault);
  }

  private BatchReport report(JobReport job) {
    BatchState state =
        switch (job.state()) {
          case WAITING, PREPARING -> BatchState.QUEUED;
          case RUNNING -> BatchState.RUNNING;
          case COMPLETED -> BatchState.FINISHED;
          case FAILED, TIMEOUT, CANCELLED, NODE_FAIL -> BatchState.FAILED;
        };
    return new BatchReport(state, reason(job.state()), time(job.began()), time(job.ended()));
  }

  private static String reason(JobState state) {
    return switch (state) {
      case WAITING -> "waits";
      case PREPARING -> "its nodes are being prepared";
      case RUNNING -> "runs";
      case COMPLETED -> "ended";
      case FAILED -> "failed";
      case TIMEOUT -> "killed at its wall time";
      case CANCELLED -> "cancelled";
      case NODE_FAIL -> "a node failed";
    };
  }

  private @Nullable Instant time(@Nullable Long nanos) {
    return nanos == null ? null : origin.plusNanos(nanos);
  }

  private Optional<JobReport> job(String id) {
    return id.matches("\\d{1,18}") ? cluster.job(Long.parseLong(id)) : Optional.empty();
  }

  private Node node(int number) {
    return shape.node("n%06d".formatted(number + 1));
  }

  private static JobRequest request(BatchSubmission submission) {
    if (!Files.isRegularFile(submission.script())) {
      throw new PluginException(ErrorKind.USER, "no script " + submission.script());
    }
    return new JobRequest(
        submission.name(),
        submission.queue(),
        submission.nodes(),
        submission.wallTime().toNanos(),
        JobRequest.UNTIL_FINISHED);
  }

  private static PluginException refused(RefusedException e) {
    return new PluginException(
        e.passing() ? ErrorKind.TRANSIENT : ErrorKind.USER, String.valueOf(e.getMessage()), e);
  }

  private void answer() {
    if (!cluster.answering()) {
      throw new PluginException(ErrorKind.TRANSIENT, "the simulated batch system does not answer");
    }
  }
}
