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
 * What a launcher was told to be: by its options, and where they say nothing by its BatchJob.
 *
 * @param batchJob the BatchJob it runs in, if any
 * @param parts the allocation's parts; one of no nodes stands for all nodes there are
 * @param minutes how long it may run; empty for as long as the allocation lasts
 * @param asked that BatchJob as the site's agent knows it; empty when the options say all
 */
record LauncherOptions(
    OptionalLong batchJob,
    List<Partition> parts,
    OptionalInt minutes,
    Optional<BatchJobInfo> asked) {

  /**
   * From the command line.
   *
   * @param site asked for the BatchJob only when the options leave open what it says
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

  /** Tags of the whole allocation hold in each of its parts. */
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
