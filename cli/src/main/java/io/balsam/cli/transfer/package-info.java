/** Commands on transfers of files. */
@NullMarked
package io.balsam.cli.transfer;

import org.jspecify.annotations.NullMarked;
