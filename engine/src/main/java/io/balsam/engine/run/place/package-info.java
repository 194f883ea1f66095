/** What runs of jobs share, whether on own nodes or in launchers. */
@NullMarked
package io.balsam.engine.run.place;

import org.jspecify.annotations.NullMarked;
