package io.balsam.engine.run;

import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.EventView;
import io.balsam.engine.api.Explanation;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Says why a job is as it is. From any thread but the loop's. */
final class Explainer {

  private final Store store;
  private final Core core;
  private final Reads reads;

  Explainer(Store store, Core core, Reads reads) {
    this.store = store;
    this.core = core;
    this.reads = reads;
  }

  Optional<Explanation> explain(long id) {
    return store.jobs(List.of(id)).stream().findFirst().map(this::explain);
  }

  private Explanation explain(JobRecord job) {
    List<EventView> history =
        reads.events(EventFilter.ALL.withJobs(List.of(job.row().id())), Duration.ZERO);
    return new Explanation(Views.job(job), "", List.of(), null, history, List.of(), "");
  }
}
