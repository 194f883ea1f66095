/** Measurements that are too long for tests; run by hand, results go to docs/performance.md. */
@NullMarked
package io.balsam.bench;

import org.jspecify.annotations.NullMarked;
