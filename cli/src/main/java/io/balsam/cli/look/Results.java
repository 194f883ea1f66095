package io.balsam.cli.look;

import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.text.Count;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints the outcome of a command on many jobs. */
public final class Results {

  private static final int SHOWN = 20;

  private Results() {}

  /**
   * Prints the outcome.
   *
   * @param others number of jobs that were left out
   * @param what their state, for one line about all of them
   * @return bad input when nothing was done at all
   */
  public static int print(
      Invocation call, CommandResult result, String done, long others, String what) {
    Console console = call.console();
    if (call.arguments().has("json")) {
      console.json(JsonPage.of(result));
    } else {
      if (!result.done().isEmpty()) {
        console.result(
            "%s: %s"
                .formatted(Count.of(result.done().size(), "job") + " " + done, ids(result.done())));
      }
      result.refused().entrySet().stream()
          .limit(SHOWN)
          .forEach(entry -> console.note("job %d: %s".formatted(entry.getKey(), entry.getValue())));
      int hidden = result.refused().size() - SHOWN;
      if (hidden > 0) {
        console.note("… and %d more".formatted(hidden));
      }
      if (others > 0) {
        console.note(Count.of(others, "job") + (others == 1 ? " has " : " have ") + what);
      } else if (result.done().isEmpty() && result.refused().isEmpty()) {
        console.note("No job matches; '%s' lists all jobs.".formatted(Typed.here("job ls")));
      }
    }
    return result.done().isEmpty() ? ExitCode.BAD_INPUT : ExitCode.OK;
  }

  /**
   * Restricts a filter to the states that a command applies to. A filter that names jobs or states
   * is returned unchanged, and each of its jobs is reported.
   */
  static JobFilter narrowed(JobFilter asked, Set<JobState> states) {
    return asked.ids().isEmpty() && asked.states().isEmpty() ? asked.withStates(states) : asked;
  }

  /** Returns the number of jobs that the restriction left out. */
  static long others(Balsam balsam, JobFilter asked, JobFilter narrowed) {
    if (asked.equals(narrowed)) {
      return 0;
    }
    Set<JobState> rest = EnumSet.complementOf(EnumSet.copyOf(narrowed.states()));
    return balsam.jobs(asked.withStates(rest).withPage(1, 0)).count();
  }

  private static String ids(List<Long> ids) {
    String text = ids.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(" "));
    return ids.size() > SHOWN ? text + " …" : text;
  }
}
