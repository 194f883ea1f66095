package io.balsam.engine.store;

/**
 * Event as it stands in the store.
 *
 * @param seq sequence number, ascending in the order of the commits
 * @param run run of the event
 */
public record StoredEvent(long seq, long run, EventRow event) {}
