package io.balsam.slurm;

import io.balsam.spi.MpiRunner;
import io.balsam.spi.MpiRunnerProvider;
import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import java.util.List;
import org.pf4j.Extension;

/**
 * Runner {@code srun}: each job is a step of its own in the allocation. Settings:
 *
 * <ul>
 *   <li>{@code program} (default {@code srun});
 *   <li>{@code mpi}: the value of {@code --mpi}, as {@code pmix} (default: Slurm's);
 *   <li>{@code overlap}: steps share CPUs and GPUs with others instead of waiting for some of their
 *       own (default false). For sites where more is packed on a node than it has;
 *   <li>{@code share_gpus}: whether jobs may share a GPU (default false: Slurm gives each step
 *       whole ones). If true, steps see all GPUs of their nodes and the ones Balsam chose are
 *       exported;
 *   <li>{@code gpus_per_node}: GPUs asked for by jobs that have nodes of their own (default 0);
 *   <li>{@code wait_for_controller}: a job whose step Slurm cannot begin since its controller is
 *       down waits for it (default true); if false, it ends with srun's exit code 1;
 *   <li>{@code flags}: words put before those of the job.
 * </ul>
 */
@Extension
public final class SrunProvider implements MpiRunnerProvider {

  @Override
  public String name() {
    return "srun";
  }

  @Override
  public MpiRunner create(PluginConfig config, PluginContext context) {
    return new Srun(
        config.string("program", "srun"),
        config.string("mpi", ""),
        config.flag("overlap", false),
        config.flag("share_gpus", false),
        config.integer("gpus_per_node", 0, 0),
        config.flag("wait_for_controller", true),
        config.strings("flags", List.of()));
  }
}
