package io.balsam.slurm;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.Launch;
import io.balsam.spi.LaunchEnd;
import io.balsam.spi.MpiRunner;
import io.balsam.spi.PluginException;
import io.balsam.spi.VisibleGpus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Command line of {@code srun}. */
record Srun(
    String program,
    String mpi,
    boolean overlap,
    boolean shareGpus,
    int gpusPerNode,
    boolean waits,
    boolean bindsItself,
    List<String> flags)
    implements MpiRunner {

  /**
   * Script that retries while the controller is down: Slurm then starts no step, and srun gives up
   * after some seconds. Nothing has run then, so the job is not to fail. The exit code
   * distinguishes Slurm's errors from those of programs.
   */
  private static final String WAITING =
      """
      answers() { scontrol ping >/dev/null 2>&1; }
      while :; do
        SLURM_EXIT_ERROR=213 "$@"; code=$?
        [ $code -eq 213 ] && ! answers || exit $code
        echo 'balsam: waiting for the controller of Slurm' >&2
        sleep 2
        until answers; do sleep 2; done
        echo 'balsam: the controller of Slurm answers again' >&2
      done""";

  /**
   * Options that change the format of the ranks' output, as {@code --label}; long ones may be
   * abbreviated.
   */
  private static final Pattern SHAPING = Pattern.compile("-[loe].*|--(lab|out|err|pty).*");

  @Override
  public List<String> commandLine(Launch launch) {
    List<String> line = new ArrayList<>();
    if (waits) {
      // Not sh, which may drop variables (exported functions) that the ranks are to have.
      line.addAll(List.of("bash", "-p", "-c", WAITING, "srun"));
    }
    line.add(program);
    line.add("--job-name=balsam-" + launch.jobId());
    line.add("--nodes=" + launch.nodes().size());
    line.add("--ntasks=" + launch.ranks());
    line.add("--ntasks-per-node=" + launch.ranksPerNode());
    boolean exact = !overlap || (!shareGpus && wantsGpus(launch));
    boolean packed = !launch.cpuIds().isEmpty();
    if (exact || !packed) {
      // Implies --exact; a step without it may use whatever the allocation has on its nodes.
      line.add("--cpus-per-task=" + cpusPerRank(launch));
    }
    line.add("--nodelist=" + String.join(",", launch.nodes()));
    // Balsam has reserved the cores itself: a step need not wait for Slurm's accounting of them.
    line.add(exact ? "--exact" : "--overlap");
    if (launch.memory() > 0) {
      line.add("--mem=" + Math.max(1, launch.memory() >> 20) + "M");
    } else if (exact) {
      // Otherwise a step takes all memory of its node, where Slurm counts that.
      line.add("--mem=0");
    }
    // Without it a rank that dies leaves the others waiting forever.
    line.add("--kill-on-bad-exit=1");
    line.add("--export=ALL");
    if (!mpi.isEmpty()) {
      line.add("--mpi=" + mpi);
    }
    int gpus = gpus(launch, exact, packed);
    if (gpus > 0) {
      line.add("--gpus-per-node=" + gpus);
    }
    line.addAll(flags);
    launch.launchParams().forEach((key, value) -> addParameter(line, key, value));
    if (!exact && packed) {
      inItsPart(line, launch);
    } else {
      besideSlurm(line, launch, gpus, !packed && gpus == launch.gpusPerNode());
    }
    line.addAll(launch.command());
    return line;
  }

  @Override
  public LaunchEnd end(List<String> output) {
    LaunchEnd said = SrunWords.end(output);
    if (said != LaunchEnd.UNTOLD) {
      return said;
    }
    // When a rank aborts, Slurm cancels the step.
    LaunchEnd ofMpi = MpiRunner.super.end(output);
    return ofMpi == LaunchEnd.UNTOLD && SrunWords.cancelled(output) ? LaunchEnd.STOPPED : ofMpi;
  }

  @Override
  public boolean isNoise(String line) {
    return SrunWords.isNoise(line);
  }

  @Override
  public boolean shapesOutput(Map<String, String> launchParams) {
    return Stream.concat(flags.stream(), launchParams.keySet().stream())
        .anyMatch(SHAPING.asMatchPredicate());
  }

  @Override
  public String rankName() {
    return "$SLURM_JOB_ID.$SLURM_STEP_ID";
  }

  /** Returns the signal for srun; to srun, SIGTERM means to kill its tasks. */
  @Override
  public List<String> signal(String signal, String name) {
    return List.of("scancel", "--signal=" + signal, name);
  }

  /** Restricts the job to its part of the cores and GPUs, all of which the step may use. */
  private void inItsPart(List<String> line, Launch launch) {
    // Set behind srun, since Slurm overrides these, or only sets them with --cpus-per-task.
    List<String> variables = new ArrayList<>(List.of("SLURM_CPUS_PER_TASK=" + cpusPerRank(launch)));
    launch.gpuVariables().forEach((name, gpus) -> variables.add(name + "=" + gpus));
    List<String> binding =
        CpuBinding.asked(flags, launch.launchParams())
            ? List.of()
            : CpuBinding.words(launch, variables);
    if (binding.isEmpty()) {
      line.add("env");
      line.addAll(variables);
      return;
    }
    if (bindsItself) {
      // The last one counts.
      line.add("--cpu-bind=none");
    }
    line.addAll(binding);
  }

  /**
   * Slurm itself names the GPUs to a step that has some; from one without any it takes the variable
   * that hides them.
   *
   * @param asked whether the step has the GPUs that the variables name
   */
  private static void besideSlurm(List<String> line, Launch launch, int gpus, boolean asked) {
    if (launch.gpuVariables().isEmpty() || (asked && gpus > 0)) {
      return;
    }
    line.add("env");
    if (gpus == 0) {
      launch.gpuVariables().forEach((name, hidden) -> line.add(name + "=" + hidden));
    } else {
      // Only Slurm knows which it has.
      List.of(VisibleGpus.HIP, VisibleGpus.ZE).forEach(name -> line.addAll(List.of("-u", name)));
    }
  }

  private static boolean wantsGpus(Launch launch) {
    return !launch.gpuIds().isEmpty() || launch.gpusPerRank() > 0;
  }

  private int gpus(Launch launch, boolean exact, boolean packed) {
    if (!packed) {
      return Math.max(gpusPerNode, launch.gpusPerNode());
    }
    return exact || launch.gpuIds().isEmpty()
        ? launch.gpuIds().size()
        : launch.node().gpuIds().size();
  }

  /** Returns the assigned cores of a rank as CPUs, or as many CPUs as it has threads. */
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
          "launch parameter '%s': srun would run it as the program: write '--%s'"
              .formatted(key, key.replace('_', '-')));
    }
    line.add(key);
    if (!value.isEmpty()) {
      line.add(value);
    }
  }
}
