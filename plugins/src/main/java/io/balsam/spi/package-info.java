/**
 * Service provider interface of Balsam: everything that a plugin implements or uses.
 *
 * <p>A plugin builds command lines and parses output; the engine runs the processes, keeps the
 * state and decides what an error means. A plugin registers {@link io.balsam.spi.Provider}s, each
 * of which creates a {@link io.balsam.spi.Scheduler}, {@link io.balsam.spi.MpiRunner}, {@link
 * io.balsam.spi.NodeDiscovery}, {@link io.balsam.spi.Transfer} or {@link
 * io.balsam.spi.ServiceModule} from its {@link io.balsam.spi.PluginConfig} and a {@link
 * io.balsam.spi.PluginContext}.
 */
@NullMarked
package io.balsam.spi;

import org.jspecify.annotations.NullMarked;
