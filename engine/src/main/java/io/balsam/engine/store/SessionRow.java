package io.balsam.engine.store;

import io.balsam.engine.api.launcher.OpenSession;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Session of a launcher.
 *
 * @param id unique in the store, ascending
 * @param opening the request that opened it; {@code holds} is empty
 * @param opened time at which it was opened
 * @param closed time at which it ended; null while it lasts
 * @param why reason for its end, for people; empty while it lasts
 */
public record SessionRow(
    long id, OpenSession opening, Instant opened, @Nullable Instant closed, String why) {}
