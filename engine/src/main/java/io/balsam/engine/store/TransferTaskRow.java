package io.balsam.engine.store;

import java.time.Duration;
import java.time.Instant;

/**
 * Task in which items are moved together, with what is needed to submit it again.
 *
 * @param submission id of the submission
 * @param name the way and the id that its transfer has given to the task; empty when it has not
 * @param way name of the transfer
 * @param url of the items' location, for the transfer; empty when not known any more
 * @param items number of its items
 * @param estimate time that it was estimated to take
 * @param choice why this way was chosen, for people
 * @param started when it was begun
 */
public record TransferTaskRow(
    String submission,
    String name,
    String way,
    String url,
    int items,
    Duration estimate,
    String choice,
    Instant started) {

  /** Returns it with the id that its transfer has given to it. */
  public TransferTaskRow identified(String id) {
    String named = way + ":" + id;
    return new TransferTaskRow(submission, named, way, url, items, estimate, choice, started);
  }
}
