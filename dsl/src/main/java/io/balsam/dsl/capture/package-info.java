/**
 * Runs a script once and records what it declares; later runs its hooks. The classes here implement
 * the words of {@code io.balsam.dsl.grammar}.
 */
@NullMarked
package io.balsam.dsl.capture;

import org.jspecify.annotations.NullMarked;
