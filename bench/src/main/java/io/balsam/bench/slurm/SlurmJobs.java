package io.balsam.bench.slurm;

import io.balsam.bench.measure.Contender;
import io.balsam.bench.measure.Line;
import io.balsam.bench.measure.Sample;
import io.balsam.testkit.SlurmCluster;
import io.balsam.testkit.SlurmSetup;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Short jobs on two make-believe nodes. Slurm's daemons are not our children, so no processor time
 * is told.
 */
public final class SlurmJobs implements AutoCloseable {

  private static final int NODES = 2;
  private static final int CPUS = 2;

  private @Nullable SlurmCluster cluster;

  /** The ways to run so many jobs; starts the cluster. */
  public List<Contender> contenders(int jobs) {
    String lacks = SlurmCluster.missing();
    Optional<String> missing =
        lacks.isEmpty() ? Optional.empty() : Optional.of("not installed: " + lacks);
    if (missing.isEmpty()) {
      cluster = SlurmCluster.start(SlurmSetup.of(NODES, CPUS));
    }
    // Until a site's launchers can be started from the command line there is nothing to drive.
    Optional<String> later = Optional.of("launchers are not driven by the suite yet");
    return List.of(
        contender("srun in a loop, one allocation", jobs, missing, STEPS),
        contender("one sbatch for each job", jobs, missing, SUBMISSIONS),
        contender("Balsam, mpi mode", jobs, later, STEPS),
        contender("Balsam, serial mode", jobs, later, STEPS));
  }

  private static final String STEPS =
      """
      sbatch -W -N %2$d --exclusive -o batch.out --wrap \
        'i=0; while [ $i -lt %1$d ]; do srun -N1 -n1 -o $i.out true || exit 1; i=$((i+1)); done'
      """;

  private static final String SUBMISSIONS =
      """
      i=0; while [ $i -lt %1$d ]; do sbatch -n1 -o $i.out --wrap true || exit 1; i=$((i+1)); done
      while [ -n "$(squeue -h)" ]; do sleep 0.1; done
      """;

  private Contender contender(String name, int jobs, Optional<String> missing, String script) {
    return new Contender(
        name,
        jobs,
        Integer.MAX_VALUE,
        missing,
        directory -> Sample.of(jobs / seconds(directory, script.formatted(jobs, NODES))));
  }

  private double seconds(Path directory, String script) throws Exception {
    if (cluster == null) {
      throw new IllegalStateException("there is no cluster");
    }
    return new Line(List.of("sh", "-ec", script), cluster.environment()).run(directory).seconds();
  }

  @Override
  public void close() {
    if (cluster != null) {
      cluster.close();
    }
  }
}
