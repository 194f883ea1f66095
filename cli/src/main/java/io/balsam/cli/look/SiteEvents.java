package io.balsam.cli.look;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.cli.option.Arguments;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.term.Table;
import io.balsam.cli.term.Times;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.SiteEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Prints {@code balsam events --site-events}: all events of a site, oldest first. */
final class SiteEvents {

  private static final int PAGE = 1_000;
  private static final List<String> OF_JOBS = List.of("run", "state", "follow");

  private SiteEvents() {}

  static int print(Invocation call) {
    Arguments arguments = call.arguments();
    refuseOptionsOfJobs(arguments);
    int limit = Limit.of(call, 1000);
    long after = Filters.after(arguments);
    Set<Long> batchJobs = new TreeSet<>(Filters.batchJobs(arguments));
    List<SiteEvent> found = new ArrayList<>();
    boolean more;
    try (SiteClient site = SiteAccess.openReadOnly(call.context())) {
      List<SiteEvent> page;
      do {
        page = site.balsam().siteEvents(after, PAGE);
        page.stream()
            .filter(event -> batchJobs.isEmpty() || batchJobs.contains(event.batchJob()))
            .forEach(found::add);
        after = page.isEmpty() ? after : page.get(page.size() - 1).seq();
      } while (page.size() == PAGE && found.size() <= limit);
      more = found.size() > limit;
    }
    List<SiteEvent> shown = found.subList(0, Math.min(limit, found.size()));
    if (arguments.has("json")) {
      shown.forEach(event -> call.console().json(JsonPage.line(event)));
    } else if (shown.isEmpty()) {
      call.console().say("Nothing has happened to this site yet.");
    } else {
      call.console().result(table(shown));
    }
    if (more) {
      call.console()
          .note(
              "There are more: --limit 0 shows all; the next ones: --after "
                  + shown.get(shown.size() - 1).seq());
    }
    return ExitCode.OK;
  }

  private static void refuseOptionsOfJobs(Arguments arguments) {
    Stream<String> words = arguments.words().stream().map(word -> "'" + word + "'");
    Stream<String> options = OF_JOBS.stream().filter(arguments::has).map(name -> "--" + name);
    Stream.concat(words, options)
        .findFirst()
        .ifPresent(
            word -> {
              throw new UsageProblem(
                  "%s is about jobs, --site-events about the site: '%s' has events of jobs"
                      .formatted(word, Typed.here("events")));
            });
  }

  private static Table table(List<SiteEvent> events) {
    Table table = new Table("when", "source", "batchjob>", "event");
    for (SiteEvent event : events) {
      table.row(
          Times.day(event.at()),
          event.source(),
          event.batchJob() == 0 ? "" : event.batchJob(),
          event.message());
    }
    return table;
  }
}
