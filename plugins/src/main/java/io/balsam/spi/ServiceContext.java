package io.balsam.spi;

import java.time.Duration;

/** Services that the site's agent provides to a running service module. */
public interface ServiceContext {

  /**
   * Waits, or returns early when the agent stops.
   *
   * @param duration time to wait, varied by up to a tenth so that modules do not run in lockstep
   * @return whether to go on; false tells the module to end now
   * @throws InterruptedException when the module did not end in time
   */
  boolean pause(Duration duration) throws InterruptedException;

  /**
   * Reports a completed round of work, which {@code balsam site status} shows.
   *
   * @param note a few words on what was done, or empty
   */
  void cycle(String note);

  /** Records something that a user should know, as an event of the site. */
  void event(String message);

  /** Returns access to the site. */
  SiteAccess site();
}
