package io.balsam.engine.api;

import io.balsam.engine.domain.Workflow;

/**
 * Workflow to be run.
 *
 * @param workflow exactly what is run; its code may be missing, since the script is read again for
 *     it
 * @param reuse whether to take the results of equal jobs of earlier runs
 */
public record NewRun(Workflow workflow, boolean reuse) {}
