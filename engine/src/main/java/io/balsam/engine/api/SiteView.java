package io.balsam.engine.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A site and what serves it.
 *
 * @param name the site's name
 * @param directory absolute
 * @param agent whether its owner is the site's agent, and not a {@code balsam run} that will end
 * @param host where the owner runs
 * @param pid its process there
 * @param started when it started
 * @param modules its service modules
 * @param launchers the launchers that hold a session now
 * @param queues what the site's rules say of queues; empty when they say nothing
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
   * A service module.
   *
   * @param name its name
   * @param state {@code up}, {@code restarting} or {@code stopped}
   * @param since when it got into this state
   * @param restarts how often it was started again
   * @param lastError what it last crashed of; empty for nothing
   * @param lastErrorAt when
   * @param lastCycle when it last told of a round of work
   * @param note what it told
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
   * A launcher.
   *
   * @param session its session
   * @param batchJob its BatchJob, 0 for none
   * @param host where it runs
   * @param mode {@code mpi} or {@code serial}
   * @param nodes how many nodes it has
   * @param cores how many cores it has
   * @param tags it takes only jobs with all of these
   * @param jobs how many jobs it holds
   * @param opened when it came
   * @param heard when it was last heard of
   * @param ends when its allocation ends
   * @param lack what its machine lacks to start more jobs now, a clause; empty for nothing
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
      String lack) {}

  /**
   * A queue's limits by the site's rules.
   *
   * @param name its name
   * @param maxNodes of one BatchJob
   * @param maxWallMinutes of one BatchJob
   * @param maxQueued BatchJobs queued and running at once
   */
  public record Queue(String name, int maxNodes, int maxWallMinutes, int maxQueued) {}
}
