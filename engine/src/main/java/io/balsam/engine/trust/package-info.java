/** Who can change a file: what may be believed, and how our own files are made. */
@NullMarked
package io.balsam.engine.trust;

import org.jspecify.annotations.NullMarked;
