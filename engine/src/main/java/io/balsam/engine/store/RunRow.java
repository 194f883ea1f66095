package io.balsam.engine.store;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.MoldableLimits;
import io.balsam.engine.domain.Script;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Run: one submission of one workflow.
 *
 * @param id unique in the store, ascending
 * @param name unique in the store, {@code <workflow>-<n>}; also names its directory
 * @param owner name of the principal who submitted it; its jobs and their events have the same
 * @param workflow name of the workflow
 * @param script everything needed to read the workflow again
 * @param apps as declared, without their code; empty in records of earlier versions
 * @param created time of its submission
 * @param ended end of its last job; empty while jobs remain
 * @param moldable limits of its moldable jobs
 */
public record RunRow(
    long id,
    String name,
    String owner,
    String workflow,
    Script script,
    Map<String, App> apps,
    Instant created,
    Optional<Instant> ended,
    MoldableLimits moldable) {

  /** Creates a run without limits of its own. */
  public RunRow(
      long id,
      String name,
      String owner,
      String workflow,
      Script script,
      Map<String, App> apps,
      Instant created,
      Optional<Instant> ended) {
    this(id, name, owner, workflow, script, apps, created, ended, MoldableLimits.DEFAULT);
  }
}
