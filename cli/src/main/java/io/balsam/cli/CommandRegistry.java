package io.balsam.cli;

import io.balsam.cli.agent.SiteInitCommand;
import io.balsam.cli.agent.SiteLsCommand;
import io.balsam.cli.agent.SitePlanCommand;
import io.balsam.cli.agent.SiteRestartCommand;
import io.balsam.cli.agent.SiteRmCommand;
import io.balsam.cli.agent.SiteRunCommand;
import io.balsam.cli.agent.SiteStartCommand;
import io.balsam.cli.agent.SiteStatusCommand;
import io.balsam.cli.agent.SiteStopCommand;
import io.balsam.cli.agent.SiteSyncCommand;
import io.balsam.cli.launch.LauncherCommand;
import io.balsam.cli.look.AppLsCommand;
import io.balsam.cli.look.EventsCommand;
import io.balsam.cli.look.ExplainCommand;
import io.balsam.cli.look.JobCancelCommand;
import io.balsam.cli.look.JobLogsCommand;
import io.balsam.cli.look.JobLsCommand;
import io.balsam.cli.look.JobRetryCommand;
import io.balsam.cli.look.JobRmCommand;
import io.balsam.cli.look.JobShowCommand;
import io.balsam.cli.look.JobTreeCommand;
import io.balsam.cli.look.RunsCommand;
import io.balsam.cli.look.RunsRmCommand;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.picture.DagCommand;
import io.balsam.cli.picture.ReportCommand;
import io.balsam.cli.queue.QueueLsCommand;
import io.balsam.cli.queue.QueueRmCommand;
import io.balsam.cli.queue.QueueShowCommand;
import io.balsam.cli.queue.QueueSubmitCommand;
import io.balsam.cli.run.LintCommand;
import io.balsam.cli.run.ResumeCommand;
import io.balsam.cli.run.RunCommand;
import io.balsam.cli.run.SimulateCommand;
import io.balsam.cli.setup.CompletionCommand;
import io.balsam.cli.setup.ConfigShowCommand;
import io.balsam.cli.setup.DoctorCommand;
import io.balsam.cli.setup.PluginsInfoCommand;
import io.balsam.cli.setup.PluginsInstallCommand;
import io.balsam.cli.setup.PluginsLsCommand;
import io.balsam.cli.setup.PluginsRemoveCommand;
import io.balsam.cli.setup.VersionCommand;
import io.balsam.cli.site.Command;
import io.balsam.cli.transfer.TransferCancelCommand;
import io.balsam.cli.transfer.TransferLoginCommand;
import io.balsam.cli.transfer.TransferLsCommand;
import io.balsam.cli.transfer.TransferRetryCommand;
import io.balsam.cli.transfer.TransferShowCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Registry of all commands. */
public final class CommandRegistry {

  private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("Run", List.of("run", "resume", "lint"));
    GROUPS.put(
        "Look",
        List.of(
            "runs",
            "job ls",
            "job show",
            "job logs",
            "job tree",
            "transfer ls",
            "transfer show",
            "app ls",
            "explain",
            "events"));
    GROUPS.put(
        "Act",
        List.of(
            "job cancel", "job retry", "job rm", "transfer retry", "transfer cancel", "runs rm"));
    GROUPS.put(
        "Sites",
        List.of(
            "site init",
            "site start",
            "site stop",
            "site restart",
            "site status",
            "site plan",
            "site ls",
            "site rm",
            "site sync",
            "site run",
            "launcher"));
    GROUPS.put("Queue", List.of("queue submit", "queue ls", "queue show", "queue rm"));
    GROUPS.put("Draw", List.of("dag", "report"));
    GROUPS.put("Try out", List.of("simulate"));
    GROUPS.put(
        "Set up",
        List.of(
            "doctor",
            "config show",
            "plugins ls",
            "plugins info",
            "plugins install",
            "plugins remove",
            "transfer login",
            "completion",
            "version"));
  }

  private CommandRegistry() {}

  /** Creates the command of the given name of one or two words. */
  static Command command(String name) {
    return switch (name) {
      case "launcher" -> new LauncherCommand();
      case "run" -> new RunCommand();
      case "resume" -> new ResumeCommand();
      case "lint" -> new LintCommand();
      case "runs" -> new RunsCommand();
      case "job rm" -> new JobRmCommand();
      case "runs rm" -> new RunsRmCommand();
      case "job ls" -> new JobLsCommand();
      case "job show" -> new JobShowCommand();
      case "job logs" -> new JobLogsCommand();
      case "job tree" -> new JobTreeCommand();
      case "job cancel" -> new JobCancelCommand();
      case "job retry" -> new JobRetryCommand();
      case "queue submit" -> new QueueSubmitCommand();
      case "queue ls" -> new QueueLsCommand();
      case "queue show" -> new QueueShowCommand();
      case "queue rm" -> new QueueRmCommand();
      case "app ls" -> new AppLsCommand();
      case "explain" -> new ExplainCommand();
      case "events" -> new EventsCommand();
      case "dag" -> new DagCommand();
      case "report" -> new ReportCommand();
      case "simulate" -> new SimulateCommand();
      case "doctor" -> new DoctorCommand();
      case "config show" -> new ConfigShowCommand();
      case "plugins ls" -> new PluginsLsCommand();
      case "plugins info" -> new PluginsInfoCommand();
      case "plugins install" -> new PluginsInstallCommand();
      case "plugins remove" -> new PluginsRemoveCommand();
      case "transfer ls" -> new TransferLsCommand();
      case "transfer show" -> new TransferShowCommand();
      case "transfer retry" -> new TransferRetryCommand();
      case "transfer cancel" -> new TransferCancelCommand();
      case "transfer login" -> new TransferLoginCommand();
      case "completion" -> new CompletionCommand(CommandRegistry::specs);
      case "version" -> new VersionCommand();
      case "site init" -> new SiteInitCommand();
      case "site start" -> new SiteStartCommand();
      case "site stop" -> new SiteStopCommand();
      case "site restart" -> new SiteRestartCommand();
      case "site status" -> new SiteStatusCommand();
      case "site plan" -> new SitePlanCommand();
      case "site ls" -> new SiteLsCommand();
      case "site rm" -> new SiteRmCommand();
      case "site sync" -> new SiteSyncCommand();
      case "site run" -> new SiteRunCommand();
      default -> throw new IllegalArgumentException("no command " + name);
    };
  }

  /** Returns the names of all commands, in the sequence of the help page. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (List<String> group : GROUPS.values()) {
      names.addAll(group);
    }
    return names;
  }

  /**
   * Returns the descriptions of the commands, by the heading of the help page they are listed
   * under.
   */
  public static Map<String, List<CommandSpec>> groups() {
    Map<String, List<CommandSpec>> groups = new LinkedHashMap<>();
    GROUPS.forEach(
        (heading, names) ->
            groups.put(heading, names.stream().map(name -> command(name).spec()).toList()));
    return groups;
  }

  /** Returns the descriptions of the commands. */
  public static List<CommandSpec> specs() {
    List<CommandSpec> specs = new ArrayList<>();
    groups().values().forEach(specs::addAll);
    return specs;
  }
}
