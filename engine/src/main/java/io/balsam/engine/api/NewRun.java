package io.balsam.engine.api;

import io.balsam.engine.domain.Workflow;

/**
 * A workflow to be run.
 *
 * @param workflow exactly what is run; its code need not be there, the script is read again for it
 * @param reuse take the results of equal jobs of earlier runs
 */
public record NewRun(Workflow workflow, boolean reuse) {}
