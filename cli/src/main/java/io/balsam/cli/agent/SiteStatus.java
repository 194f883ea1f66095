package io.balsam.cli.agent;

import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.RunView;
import io.balsam.engine.api.SiteEvent;
import io.balsam.engine.api.SiteView;
import io.balsam.engine.domain.JobState;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Content of {@code balsam site status}.
 *
 * @param directory directory of the site
 * @param agent {@code up}, {@code starting}, {@code elsewhere}, {@code stale} or {@code down}
 * @param site the agent's information about the site; null when it does not answer
 * @param batchJobs number of BatchJobs by state
 * @param jobs number of jobs in unfinished runs, by state
 * @param events the last events of the site, oldest first
 * @param trouble why the agent is not up, as far as that shows; empty for nothing
 */
record SiteStatus(
    String directory,
    String agent,
    @Nullable SiteView site,
    Map<BatchJobState, Long> batchJobs,
    Map<JobState, Long> jobs,
    List<SiteEvent> events,
    String trouble) {

  private static final int EVENTS = 10;
  private static final int PAGE = 1000;

  static SiteStatus of(String directory, String agent, @Nullable SiteView site, Balsam balsam) {
    Map<BatchJobState, Long> batchJobs = new EnumMap<>(BatchJobState.class);
    for (BatchJobInfo job : balsam.batchJobs().find(List.of(), Set.of())) {
      batchJobs.merge(job.state(), 1L, Long::sum);
    }
    Map<JobState, Long> jobs = new EnumMap<>(JobState.class);
    for (RunView run : balsam.runs()) {
      if (run.ended() == null) {
        run.counts()
            .values()
            .forEach(c -> c.forEach((state, n) -> jobs.merge(state, n, Long::sum)));
      }
    }
    return new SiteStatus(directory, agent, site, batchJobs, jobs, last(balsam), "");
  }

  /** Returns this status with the reason why the agent is not up. */
  SiteStatus because(String why) {
    return new SiteStatus(directory, agent, site, batchJobs, jobs, events, why);
  }

  /** Returns the last events; the API returns events oldest first. */
  private static List<SiteEvent> last(Balsam balsam) {
    List<SiteEvent> page;
    List<SiteEvent> tail = List.of();
    long after = 0;
    do {
      page = balsam.siteEvents(after, PAGE);
      if (!page.isEmpty()) {
        tail = page;
        after = page.get(page.size() - 1).seq();
      }
    } while (page.size() == PAGE);
    return tail.subList(Math.max(0, tail.size() - EVENTS), tail.size());
  }
}
