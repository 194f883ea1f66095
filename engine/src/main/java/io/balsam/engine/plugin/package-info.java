/** Finds, loads and checks plugins, and lends them what the SPI promises. */
@NullMarked
package io.balsam.engine.plugin;

import org.jspecify.annotations.NullMarked;
