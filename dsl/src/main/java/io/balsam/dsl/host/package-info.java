/** What a script asks of the process that reads it: files, environment, and not to be ended. */
@NullMarked
package io.balsam.dsl.host;

import org.jspecify.annotations.NullMarked;
