/** HTTP as such: connections, deadlines, whole requests. Knows nothing of what is asked. */
@NullMarked
package io.balsam.server.http;

import org.jspecify.annotations.NullMarked;
