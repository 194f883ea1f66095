/** A site and its agent: made, started, looked at, stopped. */
@NullMarked
package io.balsam.cli.agent;

import org.jspecify.annotations.NullMarked;
