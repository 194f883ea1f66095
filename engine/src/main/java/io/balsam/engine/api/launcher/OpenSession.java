package io.balsam.engine.api.launcher;

import io.balsam.spi.JobMode;
import io.balsam.spi.Node;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Request of a launcher to open or resume a session.
 *
 * @param launcher random name that no other launcher has
 * @param batchJob BatchJob in which it runs, if any
 * @param host host on which it runs
 * @param pid its process id there
 * @param mode how it runs jobs; serial launchers get only jobs of one node and one rank
 * @param nodes its nodes; a {@link io.balsam.engine.domain.Placement} counts from 0 in this list
 * @param sharesNodes whether several jobs may share a node
 * @param cache for each node, the multiple of its cores and GPUs that may be leased beyond those in
 *     use: 0 for none, so that every leased job can begin at once
 * @param tags it takes only jobs with all of these tags
 * @param ends time by which its jobs must have ended; null for never
 * @param holds when it resumes a session: every job that was assigned to it and for which the owner
 *     has not yet acknowledged a report of its end or return. A job that was begun and is not
 *     listed is lost; one that was not begun is assigned again
 * @param connection number of the launcher's try to connect, ascending from 1; 0 when it does not
 *     tell. A request that is not the newest has been on its way for long, and what it does not
 *     list is neither lost nor assigned again
 */
public record OpenSession(
    String launcher,
    OptionalLong batchJob,
    String host,
    long pid,
    JobMode mode,
    List<Node> nodes,
    boolean sharesNodes,
    double cache,
    Map<String, String> tags,
    @Nullable Instant ends,
    List<Held> holds,
    long connection) {

  /**
   * Job that a launcher holds.
   *
   * @param job number of the job
   * @param attempt attempt for which it was leased
   */
  public record Held(long job, int attempt) {}

  /** Creates a request that does not tell the number of the try. */
  public OpenSession(
      String launcher,
      OptionalLong batchJob,
      String host,
      long pid,
      JobMode mode,
      List<Node> nodes,
      boolean sharesNodes,
      double cache,
      Map<String, String> tags,
      @Nullable Instant ends,
      List<Held> holds) {
    this(launcher, batchJob, host, pid, mode, nodes, sharesNodes, cache, tags, ends, holds, 0);
  }

  public OpenSession {
    nodes = List.copyOf(nodes);
    tags = Map.copyOf(tags);
    holds = List.copyOf(holds);
  }

  /** Returns the request as the launcher makes it at that try. */
  public OpenSession at(long tryNumber) {
    return new OpenSession(
        launcher,
        batchJob,
        host,
        pid,
        mode,
        nodes,
        sharesNodes,
        cache,
        tags,
        ends,
        holds,
        tryNumber);
  }
}
