package io.balsam.engine.submission;

import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.store.JobRecord;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A workflow that was found valid and whose jobs only lack ids.
 *
 * @param jobs in the sequence declared
 * @param carried jobs that hooks of reused jobs had made, taken over with them; older ones first
 * @param hasFiles whether files are known of an earlier job
 */
public record PreparedRun(
    Workflow workflow, List<One> jobs, List<JobRecord> carried, Predicate<JobRecord> hasFiles) {

  /**
   * A job of the run.
   *
   * @param parameters with the defaults filled in
   * @param key decides reuse
   * @param earlier the job whose result it takes; null when it is to run
   * @param whyNot reason why it is to run although reuse was asked for; empty otherwise
   */
  public record One(
      JobSpec spec,
      Map<String, Object> parameters,
      String key,
      @Nullable JobRecord earlier,
      String whyNot) {}
}
