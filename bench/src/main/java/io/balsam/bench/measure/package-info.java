/** Runs contenders in turn, round after round, and keeps what each took. */
@NullMarked
package io.balsam.bench.measure;

import org.jspecify.annotations.NullMarked;
