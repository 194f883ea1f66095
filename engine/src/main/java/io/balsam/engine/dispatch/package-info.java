/**
 * Dispatches runnable jobs. {@link io.balsam.engine.dispatch.Backend} is the interface of {@code
 * local} (the machine's own nodes) and {@code lease} (launchers elsewhere); the wiring chooses one.
 */
@NullMarked
package io.balsam.engine.dispatch;

import org.jspecify.annotations.NullMarked;
