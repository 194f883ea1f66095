/** Jobs whose files lie on another host, beside the plain tools that move files. */
@NullMarked
package io.balsam.bench.staging;

import org.jspecify.annotations.NullMarked;
