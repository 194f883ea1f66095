/**
 * Queues of both ends of a session: what is to be sent, until the other end has acknowledged it.
 */
@NullMarked
package io.balsam.engine.session;

import org.jspecify.annotations.NullMarked;
