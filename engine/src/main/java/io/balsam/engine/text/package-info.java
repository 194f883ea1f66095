/** Wording for people: the nearest known word, numbers with nouns. */
@NullMarked
package io.balsam.engine.text;

import org.jspecify.annotations.NullMarked;
