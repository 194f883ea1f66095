/**
 * Answers to questions, for people and façades: views of runs and jobs, and why things are as they
 * are.
 */
@NullMarked
package io.balsam.engine.run.read;

import org.jspecify.annotations.NullMarked;
