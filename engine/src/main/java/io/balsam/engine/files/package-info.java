/**
 * Work directories and what is in them: listings, globs, digests, links. Nothing here knows of
 * jobs' states.
 */
@NullMarked
package io.balsam.engine.files;

import org.jspecify.annotations.NullMarked;
