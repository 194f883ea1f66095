package io.balsam.cli;

import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.term.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Command names familiar from Balsam 1, Balsam 2 or other programs. A name with the same meaning
 * runs the command of this version; for any other, the error says what to type instead.
 *
 * <p>An old name is accepted as a command only if the present command takes the same operands. A
 * name for something that ends jobs or removes data ({@code cancel}, {@code rm}) is never guessed.
 * Old names are neither listed nor completed, so that users have one name to learn for each thing.
 */
public final class OtherWords {

  /**
   * An old name and its replacement.
   *
   * @param typed one word or two
   * @param command the command of the same meaning; empty when there is none
   * @param advice commands to type instead, each between backticks; empty when there is a command
   */
  public record Word(String typed, String command, String advice) {

    private UsageProblem problem() {
      String named =
          COMMAND.matcher(advice).replaceAll(found -> "'" + Typed.here(found.group(1)) + "'");
      return new UsageProblem("there is no '%s': %s".formatted(typed, named));
    }
  }

  private static final Pattern COMMAND = Pattern.compile("`([^`]*)`");
  private static final List<Word> WORDS = new ArrayList<>();

  static {
    same("service start", "site start");
    same("service stop", "site stop");
    same("service restart", "site restart");
    same("service status", "site status");
    same("service run", "site run");
    same("init", "site init");
    same("site list", "site ls");
    same("site info", "site status");
    same("job list", "job ls");
    same("jobs", "job ls");
    same("ls jobs", "job ls");
    same("logs", "job logs");
    same("ls queues", "queue ls");
    same("queue list", "queue ls");
    same("queue status", "queue ls");
    same("queue delete", "queue rm");
    same("queue cancel", "queue rm");
    same("transfers", "transfer ls");
    same("transfer list", "transfer ls");
    same("ls transfers", "transfer ls");
    same("plugins list", "plugins ls");
    same("ls wf", "runs");
    same("ls runs", "runs");

    other("ls", "`runs` lists runs, `job ls` jobs, `queue ls` allocations, `site ls` sites");
    other("list", "`runs` lists runs, `job ls` jobs, `queue ls` allocations, `site ls` sites");
    other(
        "ls apps",
        "apps are defined in scripts; `runs` lists what was run, `job ls --app NAME` its jobs");
    other("status", "`runs` lists runs, `job ls` jobs, and `site status` shows the site's agent");
    other("submit", "`run SCRIPT` submits a workflow, `queue submit` requests an allocation");
    other("start", "`run SCRIPT` starts a workflow, `site start` a site's agent");
    other("stop", "`job cancel --run RUN` ends a run, `site stop` a site's agent");
    other("cancel", "`job cancel JOB` ends a job, `queue rm ID` cancels an allocation");
    other("kill", "`job cancel JOB` ends a job, `queue rm ID` cancels an allocation");
    other("killjob", "`job cancel JOB` ends a job, with --subtree also what waits for it");
    other("rm", "`job cancel JOB` ends a job, `queue rm ID` cancels an allocation");
    other("submit-launch", "`queue submit -n NODES -t MINUTES` requests an allocation");
    other(
        "log",
        "`job logs JOB` prints a job's output; the agent's log is log/agent.log of its site");
    other("which", "`site ls` lists your sites");
    other("dep", "declare it in a script: job('child') { after parent }; `run SCRIPT` runs it");
    other("mkchild", "declare it in a script: job('child') { after parent }; `run SCRIPT` runs it");
    other("app", "apps are defined in scripts; `lint SCRIPT` checks them, `run SCRIPT` runs them");
    other(
        "app rm",
        "apps are defined in scripts: remove it there; `run SCRIPT` reads the script again");
    other("app sync", "no need: `run SCRIPT` reads the script again");
    other(
        "job create",
        "declare it in a script: job('app') { parameters x: 1 }; `run SCRIPT` runs it");
    other(
        "job modify",
        "a state cannot be set: `job retry JOB` runs a failed job again, `job cancel JOB` ends one");
    other(
        "modify",
        "a state cannot be set: `job retry JOB` runs a failed job again, `job cancel JOB` ends one");
    other("job submit", "declare it in a script; `run SCRIPT` submits it");
    other("job kill", "`job cancel JOB` ends a job");
    other(
        "queue term",
        "`queue rm ID` cancels an allocation; ID is the number in the first column of 'queue ls', not the batch system's");
    other(
        "site mv",
        "end the agent with `site stop`, move the directory with mv, then `site start DIR`");
    other("site rename", "set 'name:' in settings.yml, then `site sync`");
    other(
        "site sample-settings",
        "`site init DIR` writes a settings.yml with comments, `config show --help-keys` explains the keys");
    other(
        "site globus-login",
        "`transfer login globus` logs in; docs/globus.md has the settings it needs");
    other("login", "no account is needed: `site init DIR` makes a site of your own");
    other("register", "no account is needed: `site init DIR` makes a site of your own");
    other(
        "server",
        "no server is needed: `site start` starts a site's agent, which answers all commands");
    for (String verb : new String[] {"deploy", "up", "down", "migrate"}) {
      other(
          "server " + verb,
          "no server is needed: `site start` starts a site's agent, which answers all commands");
    }
    other("settings", "`config show` lists every setting and where it comes from");
  }

  private OtherWords() {}

  /** Returns all old names. */
  public static List<Word> all() {
    return List.copyOf(WORDS);
  }

  /**
   * Finds the old name that a command line begins with.
   *
   * @param args from the command's first word on
   * @return the old name; empty when there is none
   */
  static Optional<Word> of(List<String> args) {
    String first = args.get(0);
    String both = args.size() > 1 ? first + " " + args.get(1) : first;
    return find(both).or(() -> find(first));
  }

  /**
   * Returns the present command of the same meaning.
   *
   * @throws UsageProblem when there is none; the message says what to type instead
   */
  static String command(Word word) {
    if (word.command().isEmpty()) {
      throw word.problem();
    }
    return word.command();
  }

  private static Optional<Word> find(String typed) {
    return WORDS.stream().filter(word -> word.typed().equals(typed)).findFirst();
  }

  private static void same(String typed, String command) {
    WORDS.add(new Word(typed, command, ""));
  }

  private static void other(String typed, String advice) {
    WORDS.add(new Word(typed, "", advice));
  }
}
