package io.balsam.engine.store;

import java.time.Duration;

/**
 * Figures of a task that has moved files between this site and a location.
 *
 * @param way name of the transfer
 * @param items number of items
 * @param took time from its submission to its end
 */
public record TaskFigures(
    String way, String location, long items, long files, long bytes, Duration took) {}
