package io.balsam.slurm;

import io.balsam.spi.CommandResult;
import io.balsam.spi.CommandRunner;
import io.balsam.spi.MpiRunner;
import io.balsam.spi.MpiRunnerProvider;
import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import io.balsam.spi.PluginException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.pf4j.Extension;

/**
 * Runner {@code srun}: each job is a step of its own in the allocation. Settings:
 *
 * <ul>
 *   <li>{@code program} (default {@code srun});
 *   <li>{@code mpi}: the value of {@code --mpi}, as {@code pmix} (default: Slurm's);
 *   <li>{@code overlap}: steps begin at once, bound to the cores Balsam chose (default true); if
 *       false, Slurm chooses cores, and has a step wait until it has some;
 *   <li>{@code share_gpus}: steps see all GPUs of their nodes and the ones Balsam chose are
 *       exported (default true); if false, Slurm gives each step whole ones, and has it wait for
 *       them;
 *   <li>{@code gpus_per_node}: GPUs asked for by jobs that have nodes of their own (default 0);
 *   <li>{@code wait_for_controller}: a job whose step Slurm cannot begin since its controller is
 *       down waits for it (default true); if false, it ends with srun's exit code 1;
 *   <li>{@code flags}: words put before those of the job.
 * </ul>
 */
@Extension
public final class SrunProvider implements MpiRunnerProvider {

  private static final Pattern BINDING = Pattern.compile("(?m)^TaskPlugin *= *.*\\baffinity\\b");

  @Override
  public String name() {
    return "srun";
  }

  @Override
  public MpiRunner create(PluginConfig config, PluginContext context) {
    return new Srun(
        config.string("program", "srun"),
        config.string("mpi", ""),
        config.flag("overlap", true),
        config.flag("share_gpus", true),
        config.integer("gpus_per_node", 0, 0),
        config.flag("wait_for_controller", true),
        bindsTasks(context.commands()),
        config.strings("flags", List.of()));
  }

  /** Returns whether Slurm binds tasks; otherwise it complains when binding is disabled. */
  private static boolean bindsTasks(CommandRunner commands) {
    try {
      CommandResult result =
          commands.run(List.of("scontrol", "show", "config"), Map.of(), "", Duration.ofSeconds(5));
      return BINDING.matcher(result.out()).find();
    } catch (PluginException e) {
      return false; // no Slurm here, or none that answers: steps begin all the same
    }
  }
}
