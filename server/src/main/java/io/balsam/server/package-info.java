/** The API over HTTP: a server around any {@code Balsam}, and a client that is one. */
@NullMarked
package io.balsam.server;

import org.jspecify.annotations.NullMarked;
