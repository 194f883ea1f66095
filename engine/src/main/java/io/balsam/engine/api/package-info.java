/**
 * API of the engine for everything outside the owner: values in, values out, many at once.
 *
 * <p>{@link io.balsam.engine.api.Balsam} is the entry point. {@link io.balsam.engine.api.launcher}
 * is the part that launchers use.
 */
@NullMarked
package io.balsam.engine.api;

import org.jspecify.annotations.NullMarked;
