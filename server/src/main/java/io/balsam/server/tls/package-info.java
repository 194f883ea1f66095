/** Keys of servers that other machines reach, and clients that know one of them. */
@NullMarked
package io.balsam.server.tls;

import org.jspecify.annotations.NullMarked;
