package io.balsam.engine.api.launcher;

import io.balsam.spi.JobMode;
import io.balsam.spi.Node;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A launcher presents itself.
 *
 * @param launcher a name no other launcher has, made by chance
 * @param batchJob the BatchJob it runs in, if any
 * @param host where it runs
 * @param pid its process there
 * @param mode how it runs jobs; serial ones get only jobs of one node and one rank
 * @param nodes its nodes; a {@link io.balsam.engine.domain.Placement} counts from 0 in this list
 * @param sharesNodes whether several jobs may share a node
 * @param cache for each node, how many times its cores and GPUs may be leased beyond those in use:
 *     0 for none, so that what is leased can begin at once
 * @param tags it takes only jobs with all of these
 * @param ends when its jobs must have ended; null for never
 * @param holds when it takes a session up again: every job it was ordered and of which the owner
 *     has not yet taken (answered) a report that it ended or was returned. A job that was begun and
 *     is not named is lost; one that was not is ordered again
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
    List<Held> holds) {

  /**
   * A job that a launcher holds.
   *
   * @param job the job's number
   * @param attempt the attempt it was leased for
   */
  public record Held(long job, int attempt) {}

  public OpenSession {
    nodes = List.copyOf(nodes);
    tags = Map.copyOf(tags);
    holds = List.copyOf(holds);
  }
}
