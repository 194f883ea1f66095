package io.balsam.cli.launch;

import io.balsam.cli.option.Arguments;
import io.balsam.cli.option.UsageProblem;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.JobMode;
import io.balsam.spi.Partition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Configuration of a launcher: its options and, where they are silent, its BatchJob.
 *
 * @param batchJob the BatchJob it runs in, if any
 * @param parts partitions of the allocation; a single one of 0 nodes stands for all nodes
 * @param minutes maximum run time; empty for as long as the allocation lasts
 * @param asked the BatchJob as reported by the site's agent; empty when the options are complete
 */
record LauncherOptions(
    OptionalLong batchJob,
    List<Partition> parts,
    OptionalInt minutes,
    Optional<BatchJobInfo> asked) {

  /**
   * Reads the command line.
   *
   * @param site asked for the BatchJob only when the options are incomplete
   */
  static LauncherOptions of(Arguments arguments, OwnerLocator site) {
    int number = arguments.number("batch-job", 0, 1);
    OptionalLong batchJob = number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
    int limit = arguments.number("time-limit", 0, 1);
    OptionalInt minutes = limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit);
    Map<String, String> tags = new LinkedHashMap<>();
    arguments.pairs("tag").forEach(pair -> tags.put(pair[0], pair[1]));
    List<Partition> typed =
        arguments.texts("partition").stream().map(PartitionText::parse).toList();
    if (number == 0 || !typed.isEmpty() || !tags.isEmpty()) {
      JobMode mode = PartitionText.mode("--job-mode", arguments.text("job-mode").orElse("mpi"));
      return new LauncherOptions(batchJob, parts(typed, mode, tags), minutes, Optional.empty());
    }
    BatchJobInfo asked = asked(site, number);
    BatchJobRequest request = asked.request();
    JobMode mode =
        arguments
            .text("job-mode")
            .map(w -> PartitionText.mode("--job-mode", w))
            .orElse(request.mode());
    return new LauncherOptions(
        batchJob,
        parts(request.partitions(), mode, request.tags()),
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
        .orElseThrow(() -> new UsageProblem("there is no BatchJob " + number));
  }
}
