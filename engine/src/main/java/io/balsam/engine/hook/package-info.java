/** Calls the hooks of apps, on threads of their own, and applies what they decide. */
@NullMarked
package io.balsam.engine.hook;

import org.jspecify.annotations.NullMarked;
