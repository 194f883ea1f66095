/**
 * Protocol between launchers and the owner of a store: a launcher opens a session, receives
 * assignments of leased jobs and reports their begin and end. Values only, so that all of it can be
 * sent over a network.
 */
@NullMarked
package io.balsam.engine.api.launcher;

import org.jspecify.annotations.NullMarked;
