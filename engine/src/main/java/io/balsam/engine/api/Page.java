package io.balsam.engine.api;

import java.util.List;

/**
 * Page of a result.
 *
 * @param count number of all matches
 * @param results matches on this page
 */
public record Page<T>(long count, List<T> results) {}
