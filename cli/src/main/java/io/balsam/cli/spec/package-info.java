/** What commands there are, as values: parsing, help and completion all read the same. */
@NullMarked
package io.balsam.cli.spec;

import org.jspecify.annotations.NullMarked;
