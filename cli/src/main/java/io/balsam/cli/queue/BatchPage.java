package io.balsam.cli.queue;

import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Times;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.JobView;
import io.balsam.engine.api.Page;
import io.balsam.engine.api.SiteEvent;
import io.balsam.engine.api.SiteView;
import io.balsam.engine.text.Count;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Details of one BatchJob.
 *
 * @param batchJob the BatchJob
 * @param script the script that was submitted to the batch system, if there is one
 * @param launchers launchers that have a session now
 * @param events its events, oldest first
 * @param jobs the first of the jobs whose last attempt was in it
 * @param jobCount total number of these jobs
 */
record BatchPage(
    BatchJobInfo batchJob,
    Optional<String> script,
    List<SiteView.Launcher> launchers,
    List<SiteEvent> events,
    List<JobView> jobs,
    long jobCount) {

  private static final int SHOWN = 10_000;
  private static final int EVENTS_AT_ONCE = 10_000;

  static BatchPage of(Balsam balsam, BatchJobInfo info, SiteDirectory site) {
    Page<JobView> jobs =
        balsam.jobs(JobFilter.ALL.withBatchJobs(List.of(info.id())).withPage(SHOWN, 0));
    return new BatchPage(
        info,
        site.batchScript(info.id()).map(Object::toString),
        balsam.site().launchers().stream()
            .filter(launcher -> launcher.batchJob() == info.id())
            .toList(),
        events(balsam, info.id()),
        jobs.results(),
        jobs.count());
  }

  private static List<SiteEvent> events(Balsam balsam, long id) {
    List<SiteEvent> own = new ArrayList<>();
    long after = 0;
    while (true) {
      List<SiteEvent> part = balsam.siteEvents(after, EVENTS_AT_ONCE);
      part.stream().filter(event -> event.batchJob() == id).forEach(own::add);
      if (part.size() < EVENTS_AT_ONCE) {
        return own;
      }
      after = part.get(part.size() - 1).seq();
    }
  }

  void print(Console out) {
    String state =
        BatchWords.paint(batchJob.state(), out.style()).apply(BatchWords.word(batchJob.state()));
    out.result(out.style().bold("BatchJob " + batchJob.id()) + "  " + state);
    BatchJobRequest request = batchJob.request();
    line(out, "message", batchJob.message());
    line(out, "asked for", BatchWords.size(request));
    line(out, "mode", BatchWords.mode(request));
    line(out, "tags", BatchWords.pairs(request.tags(), "  "));
    line(out, "options", BatchWords.pairs(request.options(), "  "));
    line(out, "scheduler id", batchJob.schedulerId());
    line(out, "script", script.orElse(""));
    line(out, "created", day(batchJob.created()));
    line(out, "submitted", day(batchJob.submitted()));
    line(out, "began", day(batchJob.began()));
    line(out, "ended", day(batchJob.ended()));
    for (SiteView.Launcher launcher : launchers) {
      line(
          out,
          "launcher",
          "session %d on %s: %s, %s, %s, last message at %s%s"
              .formatted(
                  launcher.session(),
                  launcher.host(),
                  launcher.mode(),
                  Count.of(launcher.nodes(), "node"),
                  Count.of(launcher.jobs(), "job"),
                  Times.clock(launcher.heard()),
                  launcher.lack().isEmpty()
                      ? ""
                      : "; starts no more jobs now: " + launcher.lack()));
    }
    for (SiteEvent event : events) {
      line(out, Times.day(event.at()), event.message());
    }
    line(out, "jobs", jobCount == 0 ? "none" : counts());
    out.say("");
    out.say(
        "Next: %s, %s"
            .formatted(Typed.here("job ls --batch-job", batchJob.id()), Typed.here("site status")));
  }

  private String counts() {
    String states =
        jobs.stream()
            .collect(Collectors.groupingBy(JobView::state, TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return jobCount > jobs.size() ? jobCount + ", of the first: " + states : states;
  }

  private static String day(@Nullable Instant instant) {
    return instant == null ? "" : Times.day(instant);
  }

  private static void line(Console out, String name, String value) {
    if (!value.isEmpty()) {
      out.result("  " + out.style().dim(String.format(Locale.ROOT, "%-20s", name)) + value);
    }
  }
}
