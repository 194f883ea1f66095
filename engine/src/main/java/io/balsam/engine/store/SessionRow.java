package io.balsam.engine.store;

import io.balsam.engine.api.launcher.OpenSession;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A launcher's session.
 *
 * @param id unique in the store, rising
 * @param opening what the launcher said of itself; {@code holds} is empty
 * @param opened when
 * @param closed when it ended; null while it lasts
 * @param why it ended, for people; empty while it lasts
 */
public record SessionRow(
    long id, OpenSession opening, Instant opened, @Nullable Instant closed, String why) {}
