package io.balsam.engine.core;

import io.balsam.engine.domain.InputFiles;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.store.JobRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A row under construction, copied from another one. */
public final class JobRowDraft {

  private final JobRow old;
  public long id;
  public long run;
  String app;
  public JobState state;
  String workdir;
  Map<String, Object> data;
  Resources resources;
  public List<JobRow.Parent> parents;
  public List<InputFiles> inputs;
  public Instant created;
  String reuseKey;
  public OptionalLong reusedFrom;
  public OptionalLong createdBy;
  public OptionalLong retryOf;

  public JobRowDraft(JobRow old) {
    this.old = old;
    id = old.id();
    run = old.run();
    app = old.app();
    state = old.state();
    workdir = old.workdir();
    data = old.data();
    resources = old.resources();
    parents = old.parents();
    inputs = old.inputs();
    created = old.created();
    reuseKey = old.reuseKey();
    reusedFrom = old.reusedFrom();
    createdBy = old.createdBy();
    retryOf = old.retryOf();
  }

  public JobRow row() {
    return new JobRow(
        id,
        run,
        app,
        state,
        workdir,
        old.parameters(),
        old.environment(),
        old.tags(),
        data,
        resources,
        old.wallTime(),
        old.priority(),
        old.launchParams(),
        parents,
        inputs,
        old.transfers(),
        created,
        old.declaredAt(),
        reuseKey,
        reusedFrom,
        createdBy,
        retryOf);
  }
}
