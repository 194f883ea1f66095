package io.balsam.engine.store;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.Script;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A run: one submission of one workflow.
 *
 * @param id unique in the store, rising
 * @param name unique in the store, {@code <workflow>-<n>}; also names its directory
 * @param workflow the workflow's name
 * @param script how to read the workflow again
 * @param apps as declared, without their code; none in records of earlier versions
 * @param created when it was submitted
 * @param ended when its last job ended; empty while jobs remain
 */
public record RunRow(
    long id,
    String name,
    String workflow,
    Script script,
    Map<String, App> apps,
    Instant created,
    Optional<Instant> ended) {}
