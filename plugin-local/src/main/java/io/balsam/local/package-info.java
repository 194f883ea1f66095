/** This machine as a platform: processes, plain and MPI launches, copies and links. */
@NullMarked
package io.balsam.local;

import org.jspecify.annotations.NullMarked;
