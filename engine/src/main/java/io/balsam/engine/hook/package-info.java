/**
 * Calls the hooks of apps, on threads of their own, and applies their decisions through {@code
 * core}.
 */
@NullMarked
package io.balsam.engine.hook;

import org.jspecify.annotations.NullMarked;
