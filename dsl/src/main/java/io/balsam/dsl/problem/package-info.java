/** What is wrong with a script, said so that a person can put it right at once. */
@NullMarked
package io.balsam.dsl.problem;

import org.jspecify.annotations.NullMarked;
