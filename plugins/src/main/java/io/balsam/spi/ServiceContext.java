package io.balsam.spi;

import java.time.Duration;

/** What the site's agent lends to a running service module. */
public interface ServiceContext {

  /**
   * Waits, or returns early when the agent stops.
   *
   * @param duration how long; a tenth more or less is added so that modules do not move in step
   * @return whether to go on; false means: end now
   * @throws InterruptedException when the module did not end in time
   */
  boolean pause(Duration duration) throws InterruptedException;

  /**
   * Tells that a round of work was done; shown by {@code balsam site status}.
   *
   * @param note a few words on what was done, or empty
   */
  void cycle(String note);

  /** Tells of something a user should know, kept as an event of the site. */
  void event(String message);

  /** The site. */
  SiteAccess site();
}
