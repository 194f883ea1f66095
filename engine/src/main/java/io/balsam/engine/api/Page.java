package io.balsam.engine.api;

import java.util.List;

/**
 * Part of an answer.
 *
 * @param count how many match in all
 * @param results the part asked for
 */
public record Page<T>(long count, List<T> results) {}
