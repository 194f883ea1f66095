/**
 * Identities of servers that other machines reach, and clients that trust one of them by its pin.
 */
@NullMarked
package io.balsam.server.tls;

import org.jspecify.annotations.NullMarked;
