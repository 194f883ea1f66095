/** Takes ended runs and jobs out of the record, and their work directories off the disk. */
@NullMarked
package io.balsam.engine.removal;

import org.jspecify.annotations.NullMarked;
