/**
 * A Cobalt that really runs submitted jobs, with the commands, tables, errors and files of the real
 * one.
 */
@NullMarked
package io.balsam.cobalt.fake;

import org.jspecify.annotations.NullMarked;
