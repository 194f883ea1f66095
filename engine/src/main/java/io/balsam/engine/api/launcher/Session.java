package io.balsam.engine.api.launcher;

import java.time.Duration;
import java.util.List;

/**
 * A session as the owner keeps it.
 *
 * @param id unique in the store
 * @param lease how long a launcher may be silent before it is given up
 * @param keep of what the launcher said it holds, what is still its own; it must end the rest and
 *     report nothing of it any more
 */
public record Session(long id, Duration lease, List<OpenSession.Held> keep) {

  public Session {
    keep = List.copyOf(keep);
  }
}
