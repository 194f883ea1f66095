/**
 * HTTP as such: connections, deadlines, complete requests. It does not depend on the meaning of
 * requests, which {@code io.balsam.server} routes and answers.
 */
@NullMarked
package io.balsam.server.http;

import org.jspecify.annotations.NullMarked;
