/**
 * Command templates: placeholders, and what a POSIX shell makes of the place where each one stands.
 */
@NullMarked
package io.balsam.engine.command;

import org.jspecify.annotations.NullMarked;
