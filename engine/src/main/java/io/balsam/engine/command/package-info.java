/**
 * Command templates: placeholders, and how a POSIX shell interprets the position of each one.
 *
 * <p>{@link io.balsam.engine.command.CommandTemplate} is the entry point.
 */
@NullMarked
package io.balsam.engine.command;

import org.jspecify.annotations.NullMarked;
