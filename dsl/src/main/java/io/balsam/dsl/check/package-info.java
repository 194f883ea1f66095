/** What must be true of captured apps and jobs before anybody may rely on them. */
@NullMarked
package io.balsam.dsl.check;

import org.jspecify.annotations.NullMarked;
