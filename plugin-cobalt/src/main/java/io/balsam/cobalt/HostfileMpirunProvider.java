package io.balsam.cobalt;

import io.balsam.spi.MpiRunner;
import io.balsam.spi.MpiRunnerProvider;
import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/**
 * Runner {@code hostfile-mpirun} of ThetaGPU: Open MPI with the allocation's node file. Settings:
 * {@code program} (default {@code mpirun}); {@code hostfile} (default {@code COBALT_NODEFILE} of
 * the launcher); {@code exports}, variables that ranks on other nodes get too (default {@code
 * [OMP_NUM_THREADS, BALSAM_JOB_ID]}; {@code CUDA_VISIBLE_DEVICES} is added where a job has GPUs);
 * {@code flags}, further words (default none).
 */
@Extension
public final class HostfileMpirunProvider implements MpiRunnerProvider {

  @Override
  public String name() {
    return "hostfile-mpirun";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("balsam.platform.app_run.ThetaGPURun");
  }

  @Override
  public MpiRunner create(PluginConfig config, PluginContext context) {
    String nodefile = System.getenv().getOrDefault("COBALT_NODEFILE", "");
    return new HostfileMpirun(
        config.string("program", "mpirun"),
        config.string("hostfile", nodefile),
        config.strings("exports", List.of("OMP_NUM_THREADS", "BALSAM_JOB_ID")),
        config.strings("flags", List.of()),
        "root".equals(System.getProperty("user.name")));
  }
}
