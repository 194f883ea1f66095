/** Files of jobs: found, brought in and out, digested and removed, never outside a workdir. */
@NullMarked
package io.balsam.engine.run.files;

import org.jspecify.annotations.NullMarked;
