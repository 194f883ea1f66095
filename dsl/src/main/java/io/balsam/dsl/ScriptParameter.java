package io.balsam.dsl;

import org.jspecify.annotations.Nullable;

/**
 * A parameter that a script declares: {@code param 'size', default: 3, help: 'edge length'}.
 *
 * @param name the word after {@code --param}
 * @param required whether it must be given
 * @param defaultValue the value when it is not given; null exactly when required
 * @param type {@code string}, {@code int}, {@code number}, {@code boolean} or {@code any}
 * @param help description for people, may be empty
 */
public record ScriptParameter(
    String name, boolean required, @Nullable Object defaultValue, String type, String help) {}
