package io.balsam.engine.store.jdbc;

import io.balsam.engine.domain.InputFiles;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.JobRow;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Properties that a job is created with and that never change. */
record Detail(
    String workdir,
    Map<String, Object> parameters,
    Map<String, String> environment,
    Map<String, Object> data,
    Map<String, String> launchParams,
    List<InputFiles> inputs,
    Map<String, List<String>> transfers,
    String declaredAt,
    String reuseKey,
    OptionalLong reusedFrom) {

  /** Maximum number of jobs with consecutive numbers whose details share a row. */
  static final int BLOCK = 64;

  /** Returns a substitute for details that cannot be read. */
  static Detail damaged(String why) {
    return new Detail(
        JobRecord.DAMAGED,
        Map.of(JobRecord.DAMAGED, why),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        Map.of(),
        "",
        "",
        OptionalLong.empty());
  }

  static Detail of(JobRow job) {
    return new Detail(
        job.workdir(),
        job.parameters(),
        job.environment(),
        job.data(),
        job.launchParams(),
        job.inputs(),
        job.transfers(),
        job.declaredAt(),
        job.reuseKey(),
        job.reusedFrom());
  }
}
