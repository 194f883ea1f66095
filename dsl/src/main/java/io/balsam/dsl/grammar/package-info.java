/** The words of a workflow script: what may be written where, and what it means. */
@NullMarked
package io.balsam.dsl.grammar;

import org.jspecify.annotations.NullMarked;
