package io.balsam.engine.dispatch.lease;

import io.balsam.engine.api.JobFilter;
import io.balsam.engine.core.CommitBatch;
import io.balsam.engine.core.EngineParts;
import io.balsam.engine.core.JobCache;
import io.balsam.engine.core.JobShape;
import io.balsam.engine.core.RunRegistry;
import io.balsam.engine.dispatch.ExpectedTimes;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.packing.JobTime;
import io.balsam.engine.packing.RankPolicy;
import io.balsam.engine.store.JobStore;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks up properties of jobs that wait for a launcher. On the event loop's thread only. */
public final class QueuedJobLookup implements RunnableQueues.Jobs {

  private static final int AT_ONCE = 1_000;

  private final RunRegistry runs;
  private final JobCache details;
  private final CommitBatch batch;
  private final JobStore store;
  private final ExpectedTimes times;

  public QueuedJobLookup(EngineParts parts) {
    runs = parts.runs;
    details = parts.details;
    batch = parts.batch;
    store = parts.store;
    times = new ExpectedTimes(parts);
  }

  @Override
  public JobShape shape(long job) {
    return runs.job(job).shape();
  }

  @Override
  public JobTime time(long job) {
    return times.of(runs.job(job));
  }

  @Override
  public RankPolicy.Claim claim(long job) {
    return runs.job(job).claim();
  }

  @Override
  public Map<Long, Map<String, String>> tags(List<Long> jobs) {
    Map<Long, Map<String, String>> tags = new HashMap<>();
    for (int i = 0; i < jobs.size(); i += AT_ONCE) {
      List<Long> some = jobs.subList(i, Math.min(jobs.size(), i + AT_ONCE));
      details.load(some.stream().filter(job -> batch.created(job) == null).toList());
      some.forEach(job -> tags.put(job, batch.record(job).row().tags()));
    }
    return tags;
  }

  @Override
  public List<Long> with(Map<String, String> tags) {
    return store.jobIds(
        JobFilter.ALL
            .withTags(tags)
            .withStates(EnumSet.of(JobState.PREPROCESSED, JobState.RESTART_READY)));
  }
}
