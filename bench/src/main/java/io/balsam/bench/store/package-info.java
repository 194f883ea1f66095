/** How fast the store takes what an engine gives it. */
@NullMarked
package io.balsam.bench.store;

import org.jspecify.annotations.NullMarked;
