package io.balsam.engine.submission;

import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.store.JobRecord;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A workflow that was found right and only lacks numbers.
 *
 * @param jobs in the order declared
 * @param carried jobs that hooks of reused jobs had made, taken over with them; older ones first
 * @param hasFiles whether files are known of an earlier job
 */
public record PreparedRun(
    Workflow workflow, List<One> jobs, List<JobRecord> carried, Predicate<JobRecord> hasFiles) {

  /**
   * @param parameters with the defaults filled in
   * @param key decides reuse
   * @param earlier the job whose result it takes; null when it is to run
   * @param whyNot when reuse was asked for and it is to run: why; empty otherwise
   */
  public record One(
      JobSpec spec,
      Map<String, Object> parameters,
      String key,
      @Nullable JobRecord earlier,
      String whyNot) {}
}
