/**
 * Runs a script once and writes down what it declares; later runs its hooks. The classes here stand
 * behind the words of the grammar.
 */
@NullMarked
package io.balsam.dsl.capture;

import org.jspecify.annotations.NullMarked;
