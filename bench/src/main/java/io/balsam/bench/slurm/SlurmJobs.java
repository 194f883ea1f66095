package io.balsam.bench.slurm;

import io.balsam.bench.measure.Contender;
import io.balsam.bench.measure.Line;
import io.balsam.bench.measure.Sample;
import io.balsam.bench.programs.Balsam;
import io.balsam.testkit.SlurmCluster;
import io.balsam.testkit.SlurmSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Short jobs on two simulated nodes. Slurm's daemons are not our children, so there are no figures
 * of processor time.
 *
 * <p>Slurm and the site's agent are started before the measured time. After each turn the site is
 * stopped and Slurm's queue is emptied, outside of the measured time: a remaining allocation, with
 * a launcher that waits for its agent, would keep both nodes from the next.
 */
public final class SlurmJobs implements AutoCloseable {

  private static final int NODES = 2;
  private static final int CPUS = 2;

  /** Limit of a turn, in seconds. The slowest starts ten jobs per second. */
  private static final int DEADLINE = 600;

  /** Script of an allocation; not by {@code sbatch -W}, which polls seconds apart. */
  private static final String ALLOCATION =
      """
      sbatch -N %%2$d --exclusive -o batch.out --wrap 'trap "touch ended" EXIT; %s'
      until [ -e ended ]; do sleep 0.05; done
      [ "$(ls | grep -c '^[0-9]*[.]out$')" -eq %%1$d ] || { cat batch.out >&2; exit 1; }
      """;

  private static final String STEPS =
      ALLOCATION.formatted("for i in $(seq %1$d); do srun -N1 -n1 -o $i.out true || exit 1; done");

  /**
   * Script that starts as many steps at once as there are CPUs: the upper limit for a launcher in
   * mpi mode.
   */
  private static final String STEPS_AT_ONCE =
      ALLOCATION.formatted(
          "seq %1$d | xargs -P %3$d -I{} srun -N1 -n1 -c1 --exact -Q -o {}.out true");

  private static final String SUBMISSIONS =
      """
      i=0; while [ $i -lt %1$d ]; do sbatch -n1 -o $i.out --wrap true >/dev/null; i=$((i+1)); done
      while [ -n "$(squeue -h)" ]; do sleep 0.1; done
      """;

  /** Script that starts the site; here and below $0 is balsam. */
  private static final String SITE_UP =
      """
      "$0" site init site --platform slurm --name bench
      cd site
      "$0" site start
      """;

  private static final String SITE =
      """
      cd site
      "$0" queue submit -q debug -n %%2$d -t 30 -j %s
      echo "app('step') { command 'true' }; %%1$d.times { n -> job('step') { workdir n.toString() } }" >bench.groovy
      "$0" run bench.groovy --quiet
      """;

  /** Script that stops the site; first the allocation, since the agent asks its launcher to end. */
  private static final String DOWN =
      """
      if [ -d site ]; then
        cd site
        "$0" queue rm 1 || echo "there was no BatchJob"
        i=0; while [ -n "$(squeue -h)" ] && [ $i -lt 100 ]; do sleep 0.2; i=$((i+1)); done
        "$0" site stop
      fi
      squeue -h -o %A | xargs -r scancel
      while [ -n "$(squeue -h)" ]; do sleep 0.2; done
      """;

  private final Balsam balsam;
  private @Nullable SlurmCluster cluster;

  /** Creates the contenders' factory; no cluster is started yet. */
  public SlurmJobs(Balsam balsam) {
    this.balsam = balsam;
  }

  /**
   * Starts the cluster and returns the ways to run the given number of jobs.
   *
   * @param few number of jobs of the ways that start one after the other
   */
  public List<Contender> contenders(int jobs, int few) {
    String lacks = SlurmCluster.missing();
    Optional<String> missing =
        lacks.isEmpty() ? Optional.empty() : Optional.of("not installed: " + lacks);
    if (missing.isEmpty() && cluster == null) {
      cluster = SlurmCluster.start(SlurmSetup.of(NODES, CPUS));
    }
    Optional<String> unbuilt = missing.isPresent() ? missing : balsam.missing();
    return List.of(
        contender("srun in a loop, one allocation", few, missing, "true", STEPS),
        contender("srun, one for each CPU at once", few, missing, "true", STEPS_AT_ONCE),
        contender("one sbatch for each job", few, missing, "true", SUBMISSIONS),
        contender("Balsam, site in mpi mode", jobs, unbuilt, SITE_UP, SITE.formatted("mpi")),
        contender("Balsam, site in serial mode", jobs, unbuilt, SITE_UP, SITE.formatted("serial")));
  }

  private Contender contender(
      String name, int jobs, Optional<String> missing, String before, String script) {
    return new Contender(
        name,
        jobs,
        Integer.MAX_VALUE,
        missing,
        directory -> {
          try {
            shell(directory, before);
            return Sample.of(jobs / shell(directory, script.formatted(jobs, NODES, NODES * CPUS)));
          } finally {
            shell(directory, DOWN);
          }
        });
  }

  /**
   * Runs a script, for as long as the deadline at most.
   *
   * @return the seconds it took
   */
  private double shell(Path directory, String script) throws IOException, InterruptedException {
    if (cluster == null) {
      throw new IllegalStateException("there is no cluster");
    }
    Map<String, String> environment = new HashMap<>(cluster.environment());
    // The site is added to the user's list of sites, which must not be the real user's.
    environment.put("HOME", directory.toString());
    environment.put("XDG_CONFIG_HOME", directory.resolve(".config").toString());
    Line balsamLine = balsam.line();
    environment.putAll(balsamLine.environment());
    String command = balsamLine.words().get(0);
    List<String> words = List.of("timeout", String.valueOf(DEADLINE), "sh", "-ec", script, command);
    return new Line(words, environment).run(directory).seconds();
  }

  @Override
  public void close() {
    if (cluster != null) {
      cluster.close();
    }
  }
}
