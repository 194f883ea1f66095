/**
 * Script texts: compiled once, cached by content, with a map of the position of each word and of
 * the words that are unknown.
 *
 * <p>{@code io.balsam.dsl.capture} runs the compiled scripts.
 */
@NullMarked
package io.balsam.dsl.source;

import org.jspecify.annotations.NullMarked;
