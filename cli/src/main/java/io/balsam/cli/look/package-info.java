/** Commands that list and inspect runs, jobs and events, and those that cancel and retry jobs. */
@NullMarked
package io.balsam.cli.look;

import org.jspecify.annotations.NullMarked;
