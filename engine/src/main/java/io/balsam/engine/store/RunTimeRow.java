package io.balsam.engine.store;

import java.time.Instant;
import java.util.Map;

/**
 * Knowledge of the run times of an app's jobs.
 *
 * @param app its name
 * @param learnt end of the attempt that was learnt from last
 * @param model the model, in its own form
 * @param nodes number of nodes of that attempt
 * @param ranks number of its ranks on all nodes together
 * @param values its parameters and tags that are predicted by
 */
public record RunTimeRow(
    String app, Instant learnt, byte[] model, int nodes, int ranks, Map<String, Object> values) {}
