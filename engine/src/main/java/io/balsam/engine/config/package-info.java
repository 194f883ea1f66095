/** Settings: their definitions, the origin of each value, and the mistakes in a file. */
@NullMarked
package io.balsam.engine.config;

import org.jspecify.annotations.NullMarked;
