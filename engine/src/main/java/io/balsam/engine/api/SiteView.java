package io.balsam.engine.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Site and the processes that serve it.
 *
 * @param name name of the site
 * @param directory absolute
 * @param agent whether its owner is the site's agent, and not a {@code balsam run} that will end
 * @param host host of the owner
 * @param pid process id of the owner
 * @param started start of the owner
 * @param modules its service modules
 * @param launchers launchers that hold a session now
 * @param queues queue limits of the site's rules; empty when there are none
 * @param projects projects that the site's rules allow; empty for any
 * @param options variables of the job template that may be set, with their defaults
 */
public record SiteView(
    String name,
    String directory,
    boolean agent,
    String host,
    long pid,
    Instant started,
    List<Module> modules,
    List<Launcher> launchers,
    List<Queue> queues,
    Set<String> projects,
    Map<String, String> options) {

  /**
   * Service module.
   *
   * @param name name of the module
   * @param state {@code up}, {@code restarting} or {@code stopped}
   * @param since time at which it entered this state
   * @param restarts number of restarts
   * @param lastError message of its last crash; empty for none
   * @param lastErrorAt time of its last crash
   * @param lastCycle time at which it last reported a round of work
   * @param note note of that report
   */
  public record Module(
      String name,
      String state,
      Instant since,
      int restarts,
      String lastError,
      @Nullable Instant lastErrorAt,
      @Nullable Instant lastCycle,
      String note) {}

  /**
   * Launcher with a session.
   *
   * @param session number of its session
   * @param batchJob its BatchJob, 0 for none
   * @param host host on which it runs
   * @param mode {@code mpi} or {@code serial}
   * @param nodes number of its nodes
   * @param cores number of its cores
   * @param tags it takes only jobs with all of these tags
   * @param jobs number of jobs that it holds
   * @param opened time at which the session was opened
   * @param heard time of its last message
   * @param ends end of its allocation
   * @param lack resource that its machine lacks to start more jobs now, a clause; empty for none
   * @param losses workers that it has lost with their nodes, clauses; empty for none
   */
  public record Launcher(
      long session,
      long batchJob,
      String host,
      String mode,
      int nodes,
      int cores,
      Map<String, String> tags,
      int jobs,
      Instant opened,
      Instant heard,
      @Nullable Instant ends,
      String lack,
      String losses) {}

  /**
   * Limits of a queue by the site's rules.
   *
   * @param name name of the queue
   * @param maxNodes largest number of nodes of one BatchJob
   * @param maxWallMinutes longest wall time of one BatchJob
   * @param maxQueued maximum number of BatchJobs queued and running at once
   */
  public record Queue(String name, int maxNodes, int maxWallMinutes, int maxQueued) {}
}
