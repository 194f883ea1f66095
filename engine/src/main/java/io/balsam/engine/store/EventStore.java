package io.balsam.engine.store;

import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.SiteEvent;
import java.util.List;

/** Reads of the events of jobs and of the site. */
public interface EventStore {

  /** Returns the events that match, in order of their sequence number. */
  List<StoredEvent> events(EventFilter filter);

  /** Returns the highest event number ever written, 0 in an empty store. */
  long lastEvent();

  /**
   * Returns the events of the site, in order.
   *
   * @param after only events with a higher number
   * @param limit maximum number of events
   */
  List<SiteEvent> siteEvents(long after, int limit);
}
