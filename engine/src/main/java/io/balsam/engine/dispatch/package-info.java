/**
 * Finds room for runnable jobs. {@link io.balsam.engine.dispatch.Backend} is what {@code local}
 * (the machine's own nodes) and {@code lease} (launchers elsewhere) provide; which one is chosen by
 * wiring.
 */
@NullMarked
package io.balsam.engine.dispatch;

import org.jspecify.annotations.NullMarked;
