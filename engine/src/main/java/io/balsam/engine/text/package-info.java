/** Wording for people: the nearest known word. */
@NullMarked
package io.balsam.engine.text;

import org.jspecify.annotations.NullMarked;
