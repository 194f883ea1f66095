package io.balsam.agent.launch;

import io.balsam.agent.site.OperationRefused;
import io.balsam.engine.launcher.OwnerUnavailable;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.JobMode;
import io.balsam.spi.Partition;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Request to run launchers in an allocation. The BatchJob says what it leaves open.
 *
 * @param batchJob the BatchJob it runs in, if any
 * @param mode the mode of jobs that it takes
 * @param tags the tags of jobs that it takes, in all partitions
 * @param partitions partitions of the allocation; none for all nodes as one
 * @param minutes maximum run time; empty for as long as the allocation lasts
 * @param idle time without a job after which it ends; empty for that of the settings
 */
public record LauncherRequest(
    OptionalLong batchJob,
    Optional<JobMode> mode,
    Map<String, String> tags,
    List<Partition> partitions,
    OptionalInt minutes,
    Optional<Duration> idle) {

  /**
   * A request without gaps.
   *
   * @param parts partitions of the allocation; a single one of 0 nodes stands for all nodes
   * @param minutes maximum run time; empty for as long as the allocation lasts
   * @param asked the BatchJob as reported by the site's agent; empty when the request was complete
   */
  record Complete(List<Partition> parts, OptionalInt minutes, Optional<BatchJobInfo> asked) {}

  /**
   * Completes the request.
   *
   * @param site asked for the BatchJob only when the request is incomplete
   * @param patience for an agent that is not there: it may be started again meanwhile
   * @throws OwnerUnavailable when it has not come back in that time
   */
  Complete complete(OwnerLocator site, AgentPatience patience) {
    if (batchJob.isEmpty() || !partitions.isEmpty() || !tags.isEmpty()) {
      return new Complete(
          parts(partitions, mode.orElse(JobMode.MPI), tags), minutes, Optional.empty());
    }
    BatchJobInfo asked = patience.ask(() -> asked(site, batchJob.getAsLong()));
    BatchJobRequest request = asked.request();
    return new Complete(
        parts(request.partitions(), mode.orElse(request.mode()), request.tags()),
        minutes.isPresent() ? minutes : OptionalInt.of(request.wallMinutes()),
        Optional.of(asked));
  }

  private static List<Partition> parts(
      List<Partition> parts, JobMode mode, Map<String, String> tags) {
    return parts.isEmpty()
        ? List.of(new Partition(mode, 0, tags))
        : parts.stream().map(part -> with(part, tags)).toList();
  }

  /** Adds the tags of the whole allocation to those of a partition. */
  private static Partition with(Partition part, Map<String, String> tags) {
    Map<String, String> all = new LinkedHashMap<>(tags);
    all.putAll(part.tags());
    return new Partition(part.mode(), part.nodes(), all);
  }

  private static BatchJobInfo asked(OwnerLocator site, long number) {
    site.sessions();
    return site.client().batchJobs().find(List.of(number), Set.of()).stream()
        .findFirst()
        .orElseThrow(() -> new OperationRefused("there is no BatchJob " + number));
  }
}
