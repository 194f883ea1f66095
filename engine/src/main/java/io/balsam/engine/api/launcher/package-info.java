/**
 * What launchers and the owner of a store say to each other: a launcher opens a session, takes
 * leased jobs and tells how they went. Values only, so that all of it crosses a wire.
 */
@NullMarked
package io.balsam.engine.api.launcher;

import org.jspecify.annotations.NullMarked;
