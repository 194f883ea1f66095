/**
 * API of the engine for everything outside the owner. Arguments and results are values, many in one
 * call.
 *
 * <p>{@link io.balsam.engine.api.Balsam} is the entry point. {@link io.balsam.engine.api.launcher}
 * is the part that launchers use.
 */
@NullMarked
package io.balsam.engine.api;

import org.jspecify.annotations.NullMarked;
