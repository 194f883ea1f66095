/** Launches ranks by {@code flux run}. */
@NullMarked
package org.example.flux;

import org.jspecify.annotations.NullMarked;
