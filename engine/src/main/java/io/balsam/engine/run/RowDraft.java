package io.balsam.engine.run;

import io.balsam.engine.domain.InputFiles;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.store.JobRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A row being made from another one. */
final class RowDraft {

  private final JobRow old;
  long id;
  long run;
  String app;
  JobState state;
  String workdir;
  Map<String, Object> data;
  List<JobRow.Parent> parents;
  List<InputFiles> inputs;
  Instant created;
  String reuseKey;
  OptionalLong reusedFrom;
  OptionalLong createdBy;
  OptionalLong retryOf;

  RowDraft(JobRow old) {
    this.old = old;
    id = old.id();
    run = old.run();
    app = old.app();
    state = old.state();
    workdir = old.workdir();
    data = old.data();
    parents = old.parents();
    inputs = old.inputs();
    created = old.created();
    reuseKey = old.reuseKey();
    reusedFrom = old.reusedFrom();
    createdBy = old.createdBy();
    retryOf = old.retryOf();
  }

  JobRow row() {
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
        old.resources(),
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
