package io.balsam.slurm;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.Launch;
import io.balsam.spi.MpiRunner;
import io.balsam.spi.PluginException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The launch line of {@code srun}. */
record Srun(
    String program,
    String mpi,
    boolean overlap,
    boolean shareGpus,
    int gpusPerNode,
    boolean waits,
    List<String> flags)
    implements MpiRunner {

  /**
   * Without its controller Slurm begins no step, and srun gives up after some seconds: nothing has
   * run then, and the job is not to blame. The code tells Slurm's errors from those of programs. A
   * controller that has just begun refuses steps too, for want of memory as it says, until the
   * nodes have registered; those may have done so between its refusal and our question.
   */
  private static final String WAITING =
      """
      answers() { scontrol ping >/dev/null 2>&1; }
      fresh() {
        began=$(SLURM_TIME_FORMAT=%s scontrol show config 2>/dev/null | sed -n 's/^BOOT_TIME *= *//p')
        [ $(($(date +%s) - ${began:-0})) -lt 30 ] ||
          sinfo -a -h -o %T -n "$SLURM_JOB_NODELIST" 2>/dev/null | grep -q unknown
      }
      while :; do
        SLURM_EXIT_ERROR=213 "$@"; code=$?
        [ $code -eq 213 ] && { ! answers || fresh; } || exit $code
        echo 'balsam: waiting for the controller of Slurm' >&2
        sleep 2
        until answers; do sleep 2; done
      done""";

  @Override
  public List<String> commandLine(Launch launch) {
    List<String> line = new ArrayList<>();
    if (waits) {
      // Not sh, which may drop variables (exported functions) that the ranks are to have.
      line.addAll(List.of("bash", "-p", "-c", WAITING, "srun"));
    }
    line.add(program);
    line.add("--nodes=" + launch.nodes().size());
    line.add("--ntasks=" + launch.ranks());
    line.add("--ntasks-per-node=" + launch.ranksPerNode());
    line.add("--cpus-per-task=" + cpusPerRank(launch));
    line.add("--nodelist=" + String.join(",", launch.nodes()));
    boolean sharing = shareGpus && !launch.gpuIds().isEmpty();
    // Exact: no more than asked for, so that other steps find room on the same nodes.
    line.add(overlap || sharing ? "--overlap" : "--exact");
    // Without it a rank that dies leaves the others waiting for ever.
    line.add("--kill-on-bad-exit=1");
    line.add("--export=ALL");
    if (!mpi.isEmpty()) {
      line.add("--mpi=" + mpi);
    }
    gpus(line, launch, sharing);
    line.addAll(flags);
    launch.launchParams().forEach((key, value) -> addParameter(line, key, value));
    if (sharing) {
      String ids = launch.gpuIds().stream().map(String::valueOf).collect(Collectors.joining(","));
      // Said behind srun, since Slurm sets these itself.
      line.addAll(List.of("env", "CUDA_VISIBLE_DEVICES=" + ids, "ZE_AFFINITY_MASK=" + ids));
    }
    line.addAll(launch.command());
    return line;
  }

  private void gpus(List<String> line, Launch launch, boolean sharing) {
    int count = launch.gpuIds().size();
    if (sharing) {
      count = Math.max(gpusPerNode, Collections.max(launch.gpuIds()) + 1);
      if (!launch.launchParams().containsKey("--cpu-bind")) {
        // Steps that overlap would all be bound to the same first cores.
        line.add("--cpu-bind=none");
      }
    } else if (launch.cpuIds().isEmpty()) {
      count = Math.max(count, gpusPerNode);
    }
    if (count > 0) {
      line.add("--gpus-per-node=" + count);
    }
  }

  /** Cores the job was given, as CPUs, or as many as it has threads. */
  private static int cpusPerRank(Launch launch) {
    int cores = launch.cpuIds().size() / launch.ranksPerNode();
    return cores == 0
        ? launch.threadsPerRank()
        : Math.max(1, Math.min(cores * launch.threadsPerCore(), launch.threadsPerRank()));
  }

  private static void addParameter(List<String> line, String key, String value) {
    if (!key.startsWith("-")) {
      throw new PluginException(
          ErrorKind.USER,
          "launch parameter '%s': srun would take it for the program: write '--%s'"
              .formatted(key, key));
    }
    line.add(key);
    if (!value.isEmpty()) {
      line.add(value);
    }
  }
}
