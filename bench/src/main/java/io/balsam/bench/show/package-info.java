/** Results as a table for the terminal, as JSON, as pictures and as a page of the docs. */
@NullMarked
package io.balsam.bench.show;

import org.jspecify.annotations.NullMarked;
