package io.balsam.cli.option;

import io.balsam.cli.term.Typed;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Options familiar from Balsam 2, and what to type instead. */
final class OtherOptions {

  private static final Map<String, String> ADVICE = new HashMap<>();

  static {
    same("job ls", "--state", "-s");
    same("job ls", "--tag", "-t");
    same("job ls", "--app", "-a");
    same("queue submit", "--nodes", "--num-nodes", "--num_nodes");
    same("queue submit", "--wall-time", "--wall-time-min", "--wall_time_min");
    same("queue submit", "--job-mode", "--job_mode");
    same("queue submit", "--option", "--extra-param");
    other(
        "job ls",
        "'%s' counts the jobs of each run, '%s' by app and state"
            .formatted(Typed.here("runs"), Typed.here("runs --json")),
        "--by-state",
        "--by-states");
    other(
        "job ls", "--state takes several, as in --state FAILED,RUNNING", "-ns", "--exclude-state");
    other(
        "job ls", "write job numbers without an option: " + Typed.here("job ls 3 4"), "--id", "-i");
    other("job ls", "--json has everything of each job", "-v", "--verbose", "-w", "--workdir");
    other(
        "queue ls",
        "'" + Typed.here("queue ls --history") + "' lists all",
        "-n",
        "--num",
        "--scheduler_id");
    other("queue ls", "'" + Typed.here("queue show ID") + "' shows all of one", "-v", "--verbose");
    other("site ls", "'" + Typed.here("site status DIR") + "' shows all of one", "-v", "--verbose");
  }

  private OtherOptions() {}

  /** Returns what to type instead of an option that a command does not have. */
  static Optional<String> advice(String command, String option) {
    return Optional.ofNullable(ADVICE.get(command + " " + option));
  }

  private static void same(String command, String ours, String... theirs) {
    other(command, "did you mean '" + ours + "'?", theirs);
  }

  private static void other(String command, String advice, String... theirs) {
    for (String option : theirs) {
      ADVICE.put(command + " " + option, advice);
    }
  }
}
