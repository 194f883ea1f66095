package io.balsam.engine.execution;

import io.balsam.engine.config.Setting;
import io.balsam.engine.domain.Resources;
import io.balsam.spi.VisibleGpus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Environment of a job's process, on top of the launcher's own: first the variables that follow
 * from the resources, then the app's, then the job's, then {@code BALSAM_*}. Later ones win, so a
 * user may override {@code OMP_NUM_THREADS} but not what names the job.
 */
public final class JobEnvironment {

  private static final String DATABASE = Setting.DB.variable();

  /** Number that no GPU has. */
  private static final String NO_GPU = "-1";

  private JobEnvironment() {}

  /**
   * Returns the whole environment.
   *
   * @param gpuNames the GPUs given to the job on each of its nodes, as the tools of the platform
   *     call them; none hides those that its nodes have, and null says nothing about GPUs
   * @param own the launcher's environment, which the job's comes on top of
   */
  public static Map<String, String> of(
      Resources resources,
      @Nullable List<String> gpuNames,
      Map<String, String> own,
      Map<String, String> app,
      Map<String, String> job,
      Map<String, String> balsam) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("OMP_NUM_THREADS", Integer.toString(resources.threadsPerRank()));
    if (gpuNames != null && gpuNames.isEmpty()) {
      noGpus(own, environment);
    } else if (gpuNames != null) {
      gpus(gpuNames, own, environment);
    }
    if (own.containsKey(DATABASE)) {
      // The site's. A job that runs Balsam in its workdir must not write to it.
      environment.put(DATABASE, "");
    }
    environment.putAll(app);
    environment.putAll(job);
    environment.putAll(balsam);
    return environment;
  }

  /**
   * Sets the variables of GPUs. Those that count within the selection of other variables are set
   * only where these are present.
   */
  private static void gpus(
      List<String> names, Map<String, String> own, Map<String, String> environment) {
    String gpus = String.join(",", names);
    environment.put("CUDA_DEVICE_ORDER", own.getOrDefault("CUDA_DEVICE_ORDER", "PCI_BUS_ID"));
    environment.put(VisibleGpus.CUDA, gpus);
    environment.put(VisibleGpus.ZE, gpus);
    if (own.containsKey(VisibleGpus.BALSAM)) {
      environment.put(VisibleGpus.BALSAM, gpus);
    }
    if (VisibleGpus.selects(own)) {
      environment.put(VisibleGpus.ONEAPI, "level_zero:*");
    }
    if (own.containsKey(VisibleGpus.ROCR)) {
      environment.put(VisibleGpus.ROCR, gpus);
      environment.put(
          VisibleGpus.HIP,
          IntStream.range(0, names.size())
              .mapToObj(String::valueOf)
              .collect(Collectors.joining(",")));
    } else {
      environment.put(VisibleGpus.HIP, gpus);
    }
  }

  /** Hides all GPUs. HIP and Level Zero take an empty variable for an absent one. */
  private static void noGpus(Map<String, String> own, Map<String, String> environment) {
    environment.put(VisibleGpus.CUDA, "");
    environment.put(VisibleGpus.HIP, NO_GPU);
    environment.put(VisibleGpus.ROCR, "");
    environment.put(VisibleGpus.ZE, NO_GPU);
    if (own.containsKey(VisibleGpus.BALSAM)) {
      environment.put(VisibleGpus.BALSAM, "");
    }
    if (VisibleGpus.selects(own)) {
      environment.put(VisibleGpus.ONEAPI, "level_zero:*");
    }
  }
}
