package io.balsam.slurm;

import io.balsam.spi.CommandResult;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.Node;
import io.balsam.spi.NodeDiscovery;
import io.balsam.spi.PluginException;
import io.balsam.spi.VisibleGpus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Nodes of the allocation described by the environment. */
record SlurmNodes(int cpus, int threadsPerCore, int gpus, SlurmTools tools)
    implements NodeDiscovery {

  /** Stands for an unset number: Slurm's is used. */
  static final int ASK = -1;

  private static final Pattern COUNT = Pattern.compile("(\\d{1,6})(?:\\(x(\\d{1,6})\\))?");

  @Override
  public List<Node> nodes(Map<String, String> environment) {
    String list = first(environment, "SLURM_JOB_NODELIST", "SLURM_NODELIST");
    if (list.isEmpty()) {
      throw new PluginException(
          ErrorKind.SITE,
          "SLURM_JOB_NODELIST is not set: this is not inside a Slurm allocation; 'balsam queue submit' or 'salloc' requests one");
    }
    List<String> names = NodeNames.expand(list);
    List<Integer> counts = cpuCounts(environment, names.size());
    List<Integer> gpuIds = gpuIds(environment);
    List<String> gpuNames = gpuNames(environment, gpuIds.size());
    WholeNodes whole = WholeNodes.of(list, tools);
    return IntStream.range(0, names.size())
        .mapToObj(
            i ->
                whole.more(
                    new Node(
                        names.get(i),
                        upTo(Math.max(1, counts.get(i) / threadsPerCore)),
                        gpuIds,
                        gpuNames),
                    counts.get(i),
                    megabytes(environment, counts.get(i))))
        .toList();
  }

  @Override
  public Optional<String> batchId(Map<String, String> environment) {
    String array = first(environment, "SLURM_ARRAY_JOB_ID");
    String id =
        array.isEmpty()
            ? first(environment, "SLURM_JOB_ID", "SLURM_JOBID")
            : array + "_" + first(environment, "SLURM_ARRAY_TASK_ID");
    return id.isEmpty() ? Optional.empty() : Optional.of(id);
  }

  @Override
  public Optional<Instant> end(Map<String, String> environment) {
    String seconds = first(environment, "SLURM_JOB_END_TIME");
    if (seconds.matches("\\d{1,12}")) {
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds)));
    }
    return batchId(environment).flatMap(this::askedEnd);
  }

  /**
   * Returns the end of the job as reported by Slurm; needed before 23.02, which does not set it in
   * the environment. Errors are ignored, as a launcher can do without.
   */
  private Optional<Instant> askedEnd(String id) {
    try {
      CommandResult result = tools.run(List.of("squeue", "-h", "-a", "-j", id, "-o", "%e"));
      return result.ok() ? Optional.ofNullable(SlurmTimes.instant(result.out())) : Optional.empty();
    } catch (PluginException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Map<String, List<Node>>> nodesByQueue() {
    return Optional.of(new ClusterNodes(tools, cpus, threadsPerCore, gpus).byPartition());
  }

  /** Expands {@code 4(x3),2} to 4, 4, 4, 2. */
  private List<Integer> cpuCounts(Map<String, String> environment, int nodes) {
    if (cpus != ASK) {
      return IntStream.range(0, nodes).mapToObj(i -> cpus * threadsPerCore).toList();
    }
    String text = first(environment, "SLURM_JOB_CPUS_PER_NODE");
    List<Integer> counts = new ArrayList<>();
    for (String part : text.split(",")) {
      Matcher matcher = COUNT.matcher(part);
      if (matcher.matches()) {
        int times = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
        for (int i = 0; i < times && counts.size() <= nodes; i++) {
          counts.add(Integer.valueOf(matcher.group(1)));
        }
      }
    }
    if (counts.size() != nodes) {
      throw new PluginException(
          ErrorKind.SITE,
          "SLURM_JOB_CPUS_PER_NODE is '%s', which does not match %d nodes: set 'cores' of nodes slurm"
              .formatted(text, nodes));
    }
    return counts;
  }

  /**
   * Returns the memory in MiB that Slurm grants on a node with this number of CPUs; 0 when it does
   * not count memory.
   */
  private static long megabytes(Map<String, String> environment, int cpus) {
    String ofNode = first(environment, "SLURM_MEM_PER_NODE");
    String ofCpu = first(environment, "SLURM_MEM_PER_CPU");
    return ofNode.matches("\\d{1,12}")
        ? Long.parseLong(ofNode)
        : ofCpu.matches("\\d{1,12}") ? Long.parseLong(ofCpu) * cpus : 0;
  }

  /**
   * Returns the GPU IDs of each node; all nodes of a job have the same number, each numbered from
   * 0.
   */
  private List<Integer> gpuIds(Map<String, String> environment) {
    if (gpus != ASK) {
      return upTo(gpus);
    }
    String ids = first(environment, "SLURM_JOB_GPUS");
    if (!ids.isEmpty()) {
      return NodeNames.expand("[" + ids + "]").stream().map(Integer::valueOf).distinct().toList();
    }
    String count = first(environment, "SLURM_GPUS_ON_NODE");
    return upTo(count.matches("\\d{1,4}") ? Integer.parseInt(count) : 0);
  }

  /**
   * Returns the names of the GPUs: where Slurm hides the GPUs of others (ConstrainDevices), those
   * of a job are renumbered, and its variables contain the new numbers.
   */
  private static List<String> gpuNames(Map<String, String> environment, int count) {
    return VisibleGpus.of(environment)
        .filter(names -> names.size() >= count)
        .map(names -> names.subList(0, count))
        .orElse(List.of());
  }

  private static String first(Map<String, String> environment, String... names) {
    for (String name : names) {
      String value = environment.getOrDefault(name, "").trim();
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  private static List<Integer> upTo(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
