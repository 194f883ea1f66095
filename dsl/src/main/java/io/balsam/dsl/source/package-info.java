/**
 * Script texts: compiled once, kept by content, with a map of where each word stands and which
 * words are not known.
 */
@NullMarked
package io.balsam.dsl.source;

import org.jspecify.annotations.NullMarked;
