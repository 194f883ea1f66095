package io.balsam.server;

import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.domain.JobState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts filters to request parameters and back, so that client and server cannot drift apart.
 *
 * <p>The same text is a query or a form: thousands of ids do not fit an address, and a JSON filter
 * would be a second syntax. A parameter that no route reads is an error, and a command without any
 * filter needs {@code all=true}, since a misspelt filter must never widen a cancel.
 */
final class Filters {
  /** Maximum number of rows of one answer, as in the reference. */
  static final int MOST = 100_000;

  /** Number of rows of an answer if the request does not limit it. */
  static final int USUAL = 10_000;

  /** Maximum time that one request waits; the client asks again. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private static final Map<String, JobFilter.Order> ORDERS = new LinkedHashMap<>();

  static {
    ORDERS.put("id", JobFilter.Order.ID);
    ORDERS.put("-id", JobFilter.Order.ID_DESC);
    ORDERS.put("-run_time", JobFilter.Order.RUN_TIME_DESC);
  }

  private static final Pattern TAG = Pattern.compile("((?:[^\\\\:]|\\\\.)+):(.*)", Pattern.DOTALL);

  private Filters() {}

  static Params selection(JobFilter filter) {
    Params params =
        new Params()
            .addAll("id", filter.ids())
            .addAll("run_id", filter.runs())
            .addAll("batch_job_id", filter.batchJobs())
            .addAll("state", filter.states())
            .addAll("app", filter.apps());
    tags(params, filter.tags());
    if (!filter.workdirContains().isEmpty()) {
      params.add("workdir__contains", filter.workdirContains());
    }
    return params;
  }

  static Params page(JobFilter filter) {
    Params params = selection(filter).add("limit", filter.limit()).add("offset", filter.offset());
    ordering(params, filter.order(), ORDERS);
    return params;
  }

  /** Adds the name of an order. */
  static <T> void ordering(Params params, T order, Map<String, T> names) {
    names.forEach(
        (name, known) -> {
          if (known.equals(order)) {
            params.add("ordering", name);
          }
        });
  }

  /** Reads the selection of jobs, without sequence and page. */
  static JobFilter selection(Params params) {
    return new JobFilter(
        params.numbers("id"),
        params.numbers("run_id"),
        params.numbers("batch_job_id"),
        states(params, "state"),
        new LinkedHashSet<>(params.all("app")),
        tags(params),
        params.one("workdir__contains", "a string", text -> text).orElse(""),
        JobFilter.ALL.order(),
        JobFilter.ALL.limit(),
        0);
  }

  static JobFilter page(Params params) {
    JobFilter selection = selection(params);
    return selection
        .withOrder(params.oneOf("ordering", ORDERS).orElse(JobFilter.Order.ID))
        .withPage(
            (int) params.number("limit", 1, MOST, JobFilter.ALL.limit()),
            params.number("offset", 0, Long.MAX_VALUE, 0));
  }

  static Params events(EventFilter filter) {
    return new Params()
        .add("after", filter.after())
        .addAll("job_id", filter.jobs())
        .addAll("run_id", filter.runs())
        .addAll("batch_job_id", filter.batchJobs())
        .addAll("to_state", filter.to())
        .add("limit", filter.limit());
  }

  static EventFilter events(Params params) {
    return new EventFilter(
        params.number("after", 0, Long.MAX_VALUE, 0),
        params.numbers("job_id"),
        params.numbers("run_id"),
        params.numbers("batch_job_id"),
        states(params, "to_state"),
        (int) params.number("limit", 1, MOST, EventFilter.ALL.limit()));
  }

  /** Reads the time to wait, in seconds on the wire; longer waits are cut. */
  static Duration waiting(Params params) {
    double seconds = params.one("wait", "a number of seconds", Double::valueOf).orElse(0.0);
    if (!(seconds >= 0)) {
      throw HttpProblem.badRequest("'wait' must be a number of seconds, not " + seconds);
    }
    double most = LONGEST_WAIT.toMillis() / 1000.0;
    return Duration.ofMillis(Math.round(Math.min(seconds, most) * 1000));
  }

  static Set<JobState> states(Params params, String name) {
    return params.constants(name, JobState.class, JobState.values());
  }

  // The reference's k:v is ambiguous for a name with a colon; a backslash before the colon resolves
  // it.
  private static String tag(String name, String value) {
    return name.replace("\\", "\\\\").replace(":", "\\:") + ":" + value;
  }

  /** Adds tags that jobs must have. */
  static void tags(Params params, Map<String, String> tags) {
    tags.forEach((name, value) -> params.add("tags", tag(name, value)));
  }

  static Map<String, String> tags(Params params) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (String text : params.all("tags")) {
      Matcher tag = TAG.matcher(text);
      if (!tag.matches()) {
        throw HttpProblem.badRequest("'tags' must be name:value, not '" + text + "'");
      }
      String name = tag.group(1).replaceAll("\\\\(.)", "$1");
      String before = tags.put(name, tag.group(2));
      if (before != null && !before.equals(tag.group(2))) {
        throw HttpProblem.badRequest("no job can have two values of the tag '" + name + "'");
      }
    }
    return tags;
  }
}
