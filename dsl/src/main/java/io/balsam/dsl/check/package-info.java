/**
 * Checks of captured apps and jobs, which must pass before a workflow is used.
 *
 * <p>They work on what {@code io.balsam.dsl.capture} has recorded, and report to {@code
 * io.balsam.dsl.problem}.
 */
@NullMarked
package io.balsam.dsl.check;

import org.jspecify.annotations.NullMarked;
