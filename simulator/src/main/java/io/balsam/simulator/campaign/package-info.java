/** Campaigns: a real site, with its launchers, on a simulated batch system in virtual time. */
@NullMarked
package io.balsam.simulator.campaign;

import org.jspecify.annotations.NullMarked;
