package io.balsam.slurm;

import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import io.balsam.spi.Scheduler;
import io.balsam.spi.SchedulerProvider;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/**
 * Scheduler {@code slurm}. Settings:
 *
 * <ul>
 *   <li>{@code queue_means}: what a BatchJob's queue is, {@code partition} (default) or {@code
 *       qos}. Either way {@code P/Q} names both, and {@code /Q} a QOS only;
 *   <li>{@code partition}: the partition of BatchJobs whose queue names none (default: Slurm's);
 *   <li>{@code exclusive}: whether BatchJobs get whole nodes (default true);
 *   <li>{@code requeue}: whether Slurm may start a BatchJob again after a node failure (default
 *       false, since Balsam gives its jobs to other BatchJobs);
 *   <li>{@code flags}: words for every {@code sbatch}, before those of the submission;
 *   <li>{@code plan_delay}: seconds in which Slurm plans a new job (default 60). Until then a
 *       pending job without a plan leaves no backfill windows in its partition.
 * </ul>
 */
@Extension
public final class SlurmSchedulerProvider implements SchedulerProvider {

  @Override
  public String name() {
    return "slurm";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("balsam.platform.scheduler.SlurmScheduler");
  }

  @Override
  public String nodes() {
    return "slurm";
  }

  @Override
  public String runner() {
    return "srun";
  }

  @Override
  public Scheduler create(PluginConfig config, PluginContext context) {
    QueueNames queues =
        QueueNames.of(config.string("queue_means", "partition"), config.string("partition", ""));
    boolean exclusive = config.flag("exclusive", true);
    boolean requeue = config.flag("requeue", false);
    List<String> flags = config.strings("flags", List.of());
    Duration planDelay = config.seconds("plan_delay", Duration.ofMinutes(1));
    SlurmTools tools = new SlurmTools(context.commands());
    return new SlurmScheduler(
        tools,
        new SubmitLine(queues, exclusive, requeue, flags),
        new BackfillQuery(tools, context.clock(), planDelay));
  }
}
