package io.balsam.engine.site;

import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.Principal;
import io.balsam.engine.api.SiteView;
import io.balsam.engine.batchjob.QueueWaits;
import io.balsam.engine.batchjob.SitePolicy;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.packing.Capacity;
import io.balsam.engine.packing.NodeSize;
import io.balsam.engine.scaling.ScalingSite;
import io.balsam.spi.BackfillWindow;
import io.balsam.spi.Backlog;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Site of an engine, for automatic scaling.
 *
 * @param site the site, as any module sees it
 * @param capacity which nodes it has
 */
record EngineScalingSite(EngineSite site, SitePolicy rules, Clock clock, Capacity capacity)
    implements ScalingSite {

  private static final Set<JobState> OPEN =
      Arrays.stream(JobState.values())
          .filter(state -> !state.terminal())
          .collect(Collectors.toUnmodifiableSet());

  @Override
  public ZonedDateTime now() {
    return clock.instant().atZone(ZoneId.systemDefault());
  }

  @Override
  public Backlog backlog(Map<String, String> tags) {
    return site.backlog(tags);
  }

  @Override
  public boolean jobsLeft(Map<String, String> tags) {
    return tags.isEmpty() ? site.engine().services().jobsLeft() : any(OPEN, tags);
  }

  @Override
  public boolean earlyJobs(Map<String, String> tags) {
    return tags.isEmpty() ? site.engine().services().earlyJobs() : any(JobState.early(), tags);
  }

  private boolean any(Set<JobState> states, Map<String, String> tags) {
    JobFilter filter = JobFilter.ALL.withStates(states).withTags(tags).withPage(1, 0);
    return !site.engine().jobs(filter).results().isEmpty();
  }

  @Override
  public boolean ranJobs(long batchJob) {
    return site.engine().services().ranJobs(batchJob);
  }

  @Override
  public List<BatchJobInfo> open() {
    return site.batchJobs();
  }

  @Override
  public List<BatchJobInfo> find(List<Long> ids) {
    return site.engine().batchJobs().find(ids, Set.of());
  }

  @Override
  public List<BatchJobInfo> of(Principal by) {
    return site.engine().batchJobs().find(List.of(), Set.of()).stream()
        .filter(job -> job.owner().equals(by.name()))
        .toList();
  }

  @Override
  public List<BatchJobInfo> chargedTo(String project) {
    return site.engine().batchJobs().find(List.of(), Set.of()).stream()
        .filter(job -> job.request().project().equals(project))
        .toList();
  }

  @Override
  public String project(String project) {
    return project.isEmpty() ? rules.defaultProject() : project;
  }

  @Override
  public Optional<List<BackfillWindow>> windows() {
    return site.backfill();
  }

  @Override
  public QueueWaits waits() {
    return site.engine().services().batchJobs().waits(clock.instant());
  }

  @Override
  public String name(String queue) {
    return queue.isEmpty() ? rules.defaultQueue() : queue;
  }

  @Override
  public List<NodeSize> nodes(String queue) {
    return capacity.nodes(queue);
  }

  @Override
  public Optional<SiteView.Queue> limits(String queue) {
    String name = name(queue);
    return rules.queues().stream().filter(one -> one.name().equals(name)).findFirst();
  }

  @Override
  public long submit(BatchJobRequest request, Principal by) {
    return EngineSite.submit(site.engine().as(by).batchJobs(), request);
  }

  @Override
  public void delete(long batchJob) {
    site.delete(batchJob);
  }
}
