/** Runs contenders in turn, round after round, and records the figures of each. */
@NullMarked
package io.balsam.bench.measure;

import org.jspecify.annotations.NullMarked;
