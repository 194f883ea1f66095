package io.balsam.dsl.source;

import java.util.Set;

/**
 * A statement of the script's top level, or a method: the units whose text decides whether an app
 * has changed.
 *
 * @param names methods and variables it declares
 * @param uses names it mentions, {@code params.x} for a script parameter
 * @param isApp whether it is one app and nothing else
 * @param line first line
 * @param endLine last line
 */
record SourceUnit(Set<String> names, Set<String> uses, boolean isApp, int line, int endLine) {}
