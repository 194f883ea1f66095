/** Settings: what there is, where a value came from, and what is wrong with a file. */
@NullMarked
package io.balsam.engine.config;

import org.jspecify.annotations.NullMarked;
