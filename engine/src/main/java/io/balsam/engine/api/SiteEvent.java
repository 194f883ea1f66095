package io.balsam.engine.api;

import java.time.Instant;

/**
 * Something a user should know of a site: a module crashed, a BatchJob was refused, a launcher was
 * lost.
 *
 * @param seq its place in the store's order; pass it as {@code after} to read on
 * @param at when
 * @param source a module's name, {@code agent}, {@code launcher} or {@code batch_job}
 * @param batchJob the BatchJob it is about, 0 for none
 * @param message for people, one line
 */
public record SiteEvent(long seq, Instant at, String source, long batchJob, String message) {}
