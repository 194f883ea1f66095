/** Files from and to collections of Globus, and from and to GridFTP servers. */
@NullMarked
package io.balsam.globus;

import org.jspecify.annotations.NullMarked;
