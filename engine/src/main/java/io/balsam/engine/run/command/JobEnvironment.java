package io.balsam.engine.run.command;

import io.balsam.engine.domain.Resources;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment of a run, over the launcher's own: what follows from the resources, then the
 * app's, then the job's, then {@code BALSAM_*}. Later ones win, so a user may override {@code
 * OMP_NUM_THREADS} but not what names the job.
 */
public final class JobEnvironment {

  private JobEnvironment() {}

  /**
   * All of it.
   *
   * @param gpuNames the GPUs given to the job, as the tools of the platform call them
   */
  public static Map<String, String> of(
      Resources resources,
      List<String> gpuNames,
      Map<String, String> app,
      Map<String, String> job,
      Map<String, String> balsam) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("OMP_NUM_THREADS", Integer.toString(resources.threadsPerRank()));
    if (!gpuNames.isEmpty()) {
      String gpus = String.join(",", gpuNames);
      environment.put("CUDA_DEVICE_ORDER", "PCI_BUS_ID");
      environment.put("CUDA_VISIBLE_DEVICES", gpus);
      // Not ROCR_VISIBLE_DEVICES as well: it filters first, and these would count in what it left.
      environment.put("HIP_VISIBLE_DEVICES", gpus);
      environment.put("ZE_AFFINITY_MASK", gpus);
    }
    environment.putAll(app);
    environment.putAll(job);
    environment.putAll(balsam);
    return environment;
  }
}
