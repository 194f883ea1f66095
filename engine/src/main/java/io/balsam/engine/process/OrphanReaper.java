package io.balsam.engine.process;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills processes that a dead engine has left running. Normally there are none: a small shell ends
 * the jobs of a dead engine. But that shell may have been killed as well.
 */
public final class OrphanReaper {

  /**
   * Name of the environment variable with the absolute site directory; set for each job by the
   * engine.
   */
  public static final String SITE = "BALSAM_SITE";

  /** Name of the environment variable with the id of the engine that started the job. */
  public static final String OWNER = "BALSAM_OWNER";

  /**
   * Name of the environment variable with the number of the job; set for each job by the engine.
   */
  public static final String JOB = "BALSAM_JOB_ID";

  /** Name of the environment variable with the number of the attempt. */
  public static final String ATTEMPT = "BALSAM_ATTEMPT";

  /**
   * Prefix of {@link #OWNER} for jobs that a launcher started. Such jobs are never killed here:
   * their launcher outlives the site's owner and ends them itself.
   */
  public static final String LAUNCHER = "launcher:";

  private static final Logger LOG = LoggerFactory.getLogger(OrphanReaper.class);
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private OrphanReaper() {}

  /**
   * Kills every process that another engine started on this site, with its whole session, and waits
   * until they are gone (at most ten seconds). Must only be called by the site's owner, before it
   * starts any process. Linux only: elsewhere it does nothing but log that.
   *
   * @param site the site directory, as in {@link #SITE}
   * @param owner this engine's own {@link #OWNER}, which is spared
   * @return number of processes found
   */
  public static int killOrphans(Path site, String owner) {
    if (!ProcTable.isSupported()) {
      LOG.warn(
          "this system has no /proc: jobs of an engine that was killed, if any still run,"
              + " are not found");
      return 0;
    }
    Set<Long> spared = ownSessions();
    Set<Long> found = new HashSet<>();
    // Jobs never share a session with other processes: their helper, or the job itself, created it.
    // All of a session go, also those that show no environment: they lost it, or exec just now.
    Set<Long> sessions = new HashSet<>();
    long start = System.nanoTime();
    while (true) {
      List<ProcTable.Proc> all = ProcTable.all();
      all.stream()
          .filter(proc -> !spared.contains(proc.session()))
          .filter(proc -> isOrphan(ProcTable.environment(proc.pid()), site, owner))
          .map(ProcTable.Proc::session)
          .forEach(sessions::add);
      List<ProcTable.Proc> orphans =
          all.stream().filter(proc -> sessions.contains(proc.session()) && !proc.ended()).toList();
      if (orphans.isEmpty() || System.nanoTime() - start > LIMIT_NANOS) {
        return found.size();
      }
      for (ProcTable.Proc proc : orphans) {
        found.add(proc.pid());
        ProcessHandle.of(proc.pid()).ifPresent(ProcessHandle::destroyForcibly);
      }
      pause();
    }
  }

  private static boolean isOrphan(List<String> environment, Path site, String owner) {
    return environment.contains(SITE + "=" + site)
        && environment.stream()
            .filter(entry -> entry.startsWith(OWNER + "="))
            .map(entry -> entry.substring(OWNER.length() + 1))
            .anyMatch(other -> !other.equals(owner) && !other.startsWith(LAUNCHER));
  }

  /** Returns the sessions of this process and of all its ancestors. */
  private static Set<Long> ownSessions() {
    Set<Long> own =
        Stream.iterate(
                Optional.of(ProcessHandle.current()),
                Optional::isPresent,
                handle -> handle.flatMap(ProcessHandle::parent))
            .map(handle -> handle.orElseThrow().pid())
            .collect(Collectors.toSet());
    return ProcTable.all().stream()
        .filter(proc -> own.contains(proc.pid()))
        .map(ProcTable.Proc::session)
        .collect(Collectors.toSet());
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
