package io.balsam.engine.api.launcher;

import java.time.Duration;
import java.util.List;

/**
 * Session as the owner answers it.
 *
 * @param id unique in the store
 * @param lease time for which a launcher may be silent before its session is given up
 * @param keep those of the jobs the launcher said it holds that are still its own; it must end the
 *     others and report nothing about them any more
 */
public record Session(long id, Duration lease, List<OpenSession.Held> keep) {

  public Session {
    keep = List.copyOf(keep);
  }
}
