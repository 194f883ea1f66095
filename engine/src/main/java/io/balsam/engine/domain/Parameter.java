package io.balsam.engine.domain;

import org.jspecify.annotations.Nullable;

/**
 * Parameter of an app.
 *
 * @param name an identifier
 * @param required whether every job must give a value
 * @param defaultValue value for a job that gives none; null exactly when required
 * @param type {@code string}, {@code int}, {@code number}, {@code boolean} or {@code any}
 * @param help for people
 */
public record Parameter(
    String name, boolean required, @Nullable Object defaultValue, String type, String help) {}
