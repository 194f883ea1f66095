package io.balsam.spi;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Batch system: accepts scripts and runs them on nodes some time later. Called from several
 * threads. Whatever an implementation has to remember is kept by the batch system, because the
 * engine asks for ids that an earlier process submitted.
 */
public interface Scheduler {

  /**
   * Submits a script to the batch system.
   *
   * @return the batch system's id, verbatim (it may contain letters: {@code 77_3}, {@code
   *     123.server})
   * @throws PluginException USER when the batch system rejects the request for good, in its own
   *     words; TRANSIENT when it does not answer or its queue is full; SITE when its tools do not
   *     work
   */
  String submit(BatchSubmission submission);

  /**
   * Returns the states of many BatchJobs with one call to the batch system.
   *
   * @return a report for every id asked for, never left out; {@link BatchState#UNKNOWN} where the
   *     batch system does not have the id or returns an unrecognised state
   * @throws PluginException TRANSIENT when the batch system does not answer
   */
  Map<String, BatchReport> status(Collection<String> ids);

  /** Ends a BatchJob. It is no error if the BatchJob has ended or is unknown. */
  void cancel(String id);

  /**
   * Returns what the batch system has recorded of BatchJobs that have left its queue: how they
   * ended, and when they began and ended. Called once for each, so it may be slower than {@link
   * #status}.
   *
   * @return a report for every id asked for; {@link BatchState#UNKNOWN} where nothing is recorded
   * @throws PluginException TRANSIENT when the batch system does not answer
   */
  default Map<String, BatchReport> history(Collection<String> ids) {
    return status(ids);
  }

  /**
   * Returns the ids of a site's BatchJobs of a name, including those that ended recently. Called
   * when a submission was interrupted before its id was known. Other sites may have BatchJobs of
   * the same name, and so may an earlier site in the same directory.
   *
   * @param name as in {@link BatchSubmission#name()}
   * @param workdir as in {@link BatchSubmission#workdir()}
   * @param site as in {@link BatchSubmission#site()}
   * @return their ids, the newest last; empty when this batch system cannot be searched by name
   * @throws PluginException TRANSIENT when the batch system does not answer
   */
  default Optional<List<String>> named(String name, Path workdir, String site) {
    return Optional.empty();
  }

  /**
   * Returns the nodes that are idle for a while.
   *
   * @return empty when this batch system cannot report them; an empty list when there are none now
   * @throws PluginException TRANSIENT when the batch system does not answer
   */
  default Optional<List<BackfillWindow>> backfill() {
    return Optional.empty();
  }

  /**
   * Returns the queues of the batch system.
   *
   * @return empty when this batch system cannot report them
   * @throws PluginException TRANSIENT when the batch system does not answer
   */
  default Optional<List<QueueReport>> queues() {
    return Optional.empty();
  }

  /**
   * Returns the projects (accounts) that this user may charge.
   *
   * @return the default one first; empty when this batch system cannot report them
   * @throws PluginException TRANSIENT when the batch system does not answer
   */
  default Optional<List<String>> projects() {
    return Optional.empty();
  }

  /**
   * Returns top-level settings that a new site should have because of the properties of this batch
   * system.
   *
   * @return lines of YAML with comments, on blocks of plugins only
   * @throws PluginException TRANSIENT when the batch system does not answer
   */
  default List<String> settings() {
    return List.of();
  }

  /**
   * Returns what a user should know of the configuration of this batch system because jobs behave
   * differently than expected.
   *
   * @return sentences for users
   * @throws PluginException TRANSIENT when the batch system does not answer
   */
  default List<String> remarks() {
    return List.of();
  }

  /**
   * Returns what a user should know of a script because its BatchJob would behave differently than
   * expected. Called before {@link #dryRun}, not before each submission.
   *
   * @return sentences for users
   */
  default List<String> remarks(BatchSubmission submission) {
    return List.of();
  }

  /**
   * Has the batch system check a script without accepting it.
   *
   * @return its answer; empty when it cannot check scripts
   * @throws PluginException USER when it would reject the request, in its own words
   */
  default Optional<String> dryRun(BatchSubmission submission) {
    return Optional.empty();
  }
}
