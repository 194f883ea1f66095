/** Trust in files by who can change them, and creation of Balsam's own files. */
@NullMarked
package io.balsam.engine.trust;

import org.jspecify.annotations.NullMarked;
