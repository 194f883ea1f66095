/**
 * Everything a plugin implements or sees. A plugin supplies texts and parsing; the engine runs the
 * processes, keeps the state and decides what an error means.
 */
@NullMarked
package io.balsam.spi;

import org.jspecify.annotations.NullMarked;
