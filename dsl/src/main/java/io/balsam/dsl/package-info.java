/**
 * Reads workflow scripts: the result is a frozen workflow, or a list of everything that is wrong
 * with the script.
 */
@NullMarked
package io.balsam.dsl;

import org.jspecify.annotations.NullMarked;
