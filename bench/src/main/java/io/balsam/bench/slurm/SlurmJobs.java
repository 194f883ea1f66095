package io.balsam.bench.slurm;

import io.balsam.bench.measure.Contender;
import io.balsam.bench.measure.Line;
import io.balsam.bench.measure.Sample;
import io.balsam.bench.programs.Balsam;
import io.balsam.testkit.SlurmCluster;
import io.balsam.testkit.SlurmSetup;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    Optional<String> unbuilt = missing.isPresent() ? missing : balsam.missing();
    return List.of(
        contender("srun in a loop, one allocation", jobs, missing, STEPS),
        contender("one sbatch for each job", jobs, missing, SUBMISSIONS),
        contender("Balsam, site in mpi mode", jobs, unbuilt, SITE.formatted("mpi")),
        contender("Balsam, site in serial mode", jobs, unbuilt, SITE.formatted("serial")));
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

  /** A site is made and its agent started in the time that is taken; balsam is $0. */
  private static final String SITE =
      """
      "$0" site init site --platform slurm --name bench >&2
      cd site
      "$0" site start >&2
      trap '"$0" site stop >stop.out 2>&1' EXIT
      "$0" queue submit -q debug -n %%2$d -t 30 -j %s >&2
      echo "app('step') { command 'true' }; %%1$d.times { n -> job('step') { workdir n.toString() } }" >bench.groovy
      timeout 600 "$0" run bench.groovy --quiet
      """;

  private final Balsam balsam;

  /** No cluster yet. */
  public SlurmJobs(Balsam balsam) {
    this.balsam = balsam;
  }

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
    Map<String, String> environment = new HashMap<>(cluster.environment());
    // The site is listed among the user's own, which these are not.
    environment.put("HOME", directory.toString());
    environment.put("XDG_CONFIG_HOME", directory.resolve(".config").toString());
    Line balsamLine = balsam.line();
    environment.putAll(balsamLine.environment());
    List<String> words = List.of("sh", "-ec", script, balsamLine.words().get(0));
    return new Line(words, environment).run(directory).seconds();
  }

  @Override
  public void close() {
    if (cluster != null) {
      cluster.close();
    }
  }
}
