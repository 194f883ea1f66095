/** Measures the throughput of the store with the data of an engine. */
@NullMarked
package io.balsam.bench.store;

import org.jspecify.annotations.NullMarked;
