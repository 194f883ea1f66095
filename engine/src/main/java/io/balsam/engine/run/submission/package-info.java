/** What users ask of runs: submit, cancel and retry. */
@NullMarked
package io.balsam.engine.run.submission;

import org.jspecify.annotations.NullMarked;
