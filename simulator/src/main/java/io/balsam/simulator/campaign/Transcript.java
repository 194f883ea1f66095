package io.balsam.simulator.campaign;

import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.SiteEvent;
import io.balsam.engine.store.EventRow;
import io.balsam.engine.store.Store;
import io.balsam.engine.store.StoredEvent;
import io.balsam.spi.BatchJobInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The whole record of a site as lines, to be compared with that of another campaign. */
public final class Transcript {

  private static final int PAGE = 10_000;

  private Transcript() {}

  /** Returns every event of jobs, every event of the site, and every BatchJob. */
  public static List<String> of(Store record) {
    List<String> lines = new ArrayList<>();
    long last = 0;
    List<StoredEvent> events;
    do {
      events = record.events(EventFilter.ALL.withAfter(last).withLimit(PAGE));
      for (StoredEvent event : events) {
        last = event.seq();
        lines.add(line(event));
      }
    } while (events.size() == PAGE);
    last = 0;
    List<SiteEvent> told;
    do {
      told = record.siteEvents(last, PAGE);
      for (SiteEvent event : told) {
        last = event.seq();
        lines.add(
            "%s %s %d %s".formatted(event.at(), event.source(), event.batchJob(), event.message()));
      }
    } while (told.size() == PAGE);
    for (BatchJobInfo job : record.batchJobs(List.of(), Set.of())) {
      lines.add(
          "BatchJob %d %s %s %s %s %s"
              .formatted(
                  job.id(),
                  job.schedulerId(),
                  job.state(),
                  job.submitted(),
                  job.began(),
                  job.ended()));
    }
    return lines;
  }

  private static String line(StoredEvent stored) {
    EventRow event = stored.event();
    return "%d %s job %d %s %s %s %s"
        .formatted(
            stored.seq(),
            event.at(),
            event.job(),
            event.from(),
            event.to(),
            event.trigger(),
            new TreeMap<>(event.data()));
  }
}
