package io.balsam.cli.look;

import io.balsam.cli.option.Arguments;
import io.balsam.cli.option.NamedValues;
import io.balsam.cli.option.Opt;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.text.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Options that select jobs, the same for every command that takes them. */
public final class Filters {

  public static final Opt STATE =
      Opt.value("state", "STATE", "only jobs in this state, e.g. FAILED, RUNNING")
          .repeated()
          .completing(Opt.Complete.STATE);
  public static final Opt TAG =
      Opt.value("tag", "K=V", "only jobs with this tag; several tags must all match").repeated();
  public static final Opt APP =
      Opt.value("app", "NAME", "only jobs of this app").repeated().completing(Opt.Complete.APP);
  public static final Opt RUN =
      Opt.value("run", "RUN", "only jobs of this run: a name, a number or 'latest'")
          .completing(Opt.Complete.RUN);

  public static final Opt BATCH_JOB =
      Opt.value("batch-job", "ID", "only jobs whose last attempt was in this allocation")
          .repeated();

  private Filters() {}

  /** Builds a filter from the options of a call and the job numbers among its operands. */
  public static JobFilter jobs(Balsam balsam, Arguments arguments) {
    JobFilter filter = JobFilter.ALL.withIds(ids(arguments.words()));
    filter = filter.withStates(states(arguments, "state"));
    filter = filter.withApps(new TreeSet<>(arguments.texts("app")));
    filter = filter.withTags(tags(arguments));
    filter = filter.withBatchJobs(batchJobs(arguments));
    Optional<String> run = arguments.text("run");
    return run.isPresent() ? filter.withRun(RunWord.find(balsam, run.get()).id()) : filter;
  }

  /** Returns the values of {@code --tag}. */
  public static Map<String, String> tags(Arguments arguments) {
    return NamedValues.tags("tag", arguments.pairs("tag"));
  }

  /** Returns whether no job was selected, so that a command would apply to every job. */
  public static boolean none(Arguments arguments) {
    return arguments.words().isEmpty()
        && List.of("state", "tag", "app", "run", "batch-job").stream().noneMatch(arguments::has);
  }

  /** Parses job numbers. */
  public static List<Long> ids(List<String> words) {
    return numbers(words, "'%s' is not a job number; '" + Typed.here("job ls") + "' lists them");
  }

  static List<Long> batchJobs(Arguments arguments) {
    return numbers(
        arguments.texts("batch-job"),
        "--batch-job: '%s' is not a number; '" + Typed.here("queue ls --history") + "' lists them");
  }

  /**
   * Parses numbers.
   *
   * @param complaint error message for a word that is no number, with {@code %s} for the word
   */
  public static List<Long> numbers(List<String> words, String complaint) {
    List<Long> numbers = new ArrayList<>();
    for (String word : words) {
      try {
        numbers.add(Long.parseLong(word));
      } catch (NumberFormatException e) {
        throw new UsageProblem(complaint.replace("%s", word));
      }
    }
    return numbers;
  }

  /** Returns the values of an option that takes states, several in a word after commas. */
  public static Set<JobState> states(Arguments arguments, String option) {
    Set<JobState> states = EnumSet.noneOf(JobState.class);
    for (String text : arguments.texts(option)) {
      for (String word : text.split(",")) {
        states.add(state(option, word));
      }
    }
    return states;
  }

  private static JobState state(String option, String word) {
    String name = word.strip().toUpperCase(Locale.ROOT).replace('-', '_');
    if (name.equals("FINISHED")) {
      return JobState.JOB_FINISHED;
    }
    List<String> known = Arrays.stream(JobState.values()).map(Enum::name).toList();
    if (!known.contains(name)) {
      String all = "one of " + String.join(", ", known);
      throw new UsageProblem(
          "--%s: unknown state '%s': %s"
              .formatted(option, word, Nearest.question(name, known, all)));
    }
    return JobState.valueOf(name);
  }

  /** Returns the value of {@code --after}, 0 without it. */
  static long after(Arguments arguments) {
    String text = arguments.text("after").orElse("0");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new UsageProblem("--after: must be a whole number, not '" + text + "'");
    }
  }
}
