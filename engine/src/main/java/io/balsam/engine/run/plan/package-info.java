/**
 * What a submission would do: everything checked, keys made, earlier results found; nothing is
 * written.
 */
@NullMarked
package io.balsam.engine.run.plan;

import org.jspecify.annotations.NullMarked;
