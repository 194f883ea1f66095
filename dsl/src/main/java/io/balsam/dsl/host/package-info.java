/**
 * Access of a script to the process that reads it: files and environment. Calls that would end the
 * process are refused.
 */
@NullMarked
package io.balsam.dsl.host;

import org.jspecify.annotations.NullMarked;
