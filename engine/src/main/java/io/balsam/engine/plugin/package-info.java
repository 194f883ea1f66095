/**
 * Finds, checks and loads plugins, and provides them with the services of the SPI.
 *
 * <p>{@link io.balsam.engine.plugin.Platform} is what the rest of the engine uses: nodes, MPI
 * runners, batch systems and transfers as configured in the settings of {@link
 * io.balsam.engine.config}.
 */
@NullMarked
package io.balsam.engine.plugin;

import org.jspecify.annotations.NullMarked;
