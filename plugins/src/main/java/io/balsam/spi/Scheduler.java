package io.balsam.spi;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A batch system: takes scripts, runs them on nodes some time later. Called from several threads.
 * What it needs to remember lies with the batch system: the engine asks for ids that an earlier
 * process submitted.
 */
public interface Scheduler {

  /**
   * Hands a script to the batch system.
   *
   * @return the batch system's id, verbatim (it may hold letters: {@code 77_3}, {@code 123.server})
   * @throws PluginException USER when the batch system refuses the request for good, in its own
   *     words; TRANSIENT when it does not answer, or has no room in its queue; SITE when its tools
   *     do not work
   */
  String submit(BatchSubmission submission);

  /**
   * The state of many BatchJobs with one call to the batch system.
   *
   * @return a report for every id asked for; {@link BatchState#UNKNOWN} where the batch system does
   *     not know the id or answers a word we do not know, never left out
   * @throws PluginException TRANSIENT when the batch system does not answer
   */
  Map<String, BatchReport> status(Collection<String> ids);

  /** Ends a BatchJob. One that has ended or is unknown is no error. */
  void cancel(String id);

  /**
   * What the batch system remembers of BatchJobs that are in its queue no more: how they ended, and
   * when they began and ended. Asked once for each, so it may be slower than {@link #status}.
   *
   * @return a report for every id asked for, {@link BatchState#UNKNOWN} where nothing is remembered
   * @throws PluginException TRANSIENT when the batch system does not answer
   */
  default Map<String, BatchReport> history(Collection<String> ids) {
    return status(ids);
  }

  /**
   * A site's BatchJobs of a name, also those that ended a short while ago. Asked when a submission
   * was interrupted before its id was known. Other sites may have BatchJobs of the same name, and
   * so may one that stood in the same directory before.
   *
   * @param name as in {@link BatchSubmission#name()}
   * @param workdir as in {@link BatchSubmission#workdir()}
   * @param site as in {@link BatchSubmission#site()}
   * @return their ids, the newest last; empty when this batch system cannot be asked by name
   * @throws PluginException TRANSIENT when the batch system does not answer
   */
  default Optional<List<String>> named(String name, Path workdir, String site) {
    return Optional.empty();
  }

  /**
   * Nodes that stand idle for a while.
   *
   * @return empty when this batch system cannot tell; an empty list when there are none now
   * @throws PluginException TRANSIENT when the batch system does not answer
   */
  default Optional<List<BackfillWindow>> backfill() {
    return Optional.empty();
  }

  /**
   * The queues there are.
   *
   * @return empty when this batch system cannot tell
   * @throws PluginException TRANSIENT when the batch system does not answer
   */
  default Optional<List<QueueReport>> queues() {
    return Optional.empty();
  }

  /**
   * The projects (accounts) that this user may have pay.
   *
   * @return the default one first; empty when this batch system cannot tell
   * @throws PluginException TRANSIENT when the batch system does not answer
   */
  default Optional<List<String>> projects() {
    return Optional.empty();
  }

  /**
   * What the settings of a new site should say on the top level because of what this batch system
   * is like.
   *
   * @return lines of YAML with comments, on blocks of plugins only
   * @throws PluginException TRANSIENT when the batch system does not answer
   */
  default List<String> settings() {
    return List.of();
  }

  /**
   * Has the batch system check a script without taking it.
   *
   * @return what it said of it; empty when it cannot check
   * @throws PluginException USER when it would refuse the request, in its own words
   */
  default Optional<String> dryRun(BatchSubmission submission) {
    return Optional.empty();
  }
}
