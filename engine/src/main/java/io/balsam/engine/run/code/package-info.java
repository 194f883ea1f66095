/** Calls the code of scripts and turns what it gives or throws into values. */
@NullMarked
package io.balsam.engine.run.code;

import org.jspecify.annotations.NullMarked;
