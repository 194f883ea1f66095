package io.balsam.spi;

import java.util.Collection;
import java.util.Map;

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
   * @throws PluginException USER when the batch system refuses the request, in its own words
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
}
