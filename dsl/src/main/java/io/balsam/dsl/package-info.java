/** Workflow scripts in, frozen workflows or a list of everything that is wrong with them out. */
@NullMarked
package io.balsam.dsl;

import org.jspecify.annotations.NullMarked;
