/**
 * Work directories and their contents: listings, globs, digests, links. Independent of job states,
 * which {@link io.balsam.engine.lifecycle} defines.
 */
@NullMarked
package io.balsam.engine.files;

import org.jspecify.annotations.NullMarked;
