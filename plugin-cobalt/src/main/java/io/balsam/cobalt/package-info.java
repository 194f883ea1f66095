/**
 * Cobalt as a platform: its queue, its allocations, and the command lines of the machines it
 * served.
 */
@NullMarked
package io.balsam.cobalt;

import org.jspecify.annotations.NullMarked;
