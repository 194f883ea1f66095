/** Problems of a script, described so that its author can fix them at once. */
@NullMarked
package io.balsam.dsl.problem;

import org.jspecify.annotations.NullMarked;
