package io.balsam.engine.api;

import java.time.Instant;

/**
 * Event of a site that a user should know of: a module crashed, a BatchJob was refused, a launcher
 * was lost, another user cancelled jobs.
 *
 * @param seq sequence number in the store; pass it as {@code after} to read on
 * @param at time of the event
 * @param source name of a module, {@code agent}, {@code launcher}, {@code batch_job}, or {@code
 *     user} for commands of others than the site's own user
 * @param batchJob BatchJob that it is about, 0 for none
 * @param message for people, one line
 */
public record SiteEvent(long seq, Instant at, String source, long batchJob, String message) {}
