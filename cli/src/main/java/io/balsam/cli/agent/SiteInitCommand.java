package io.balsam.cli.agent;

import io.balsam.agent.site.Installation;
import io.balsam.agent.site.KnownSites;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.SiteFinder;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Typed;
import io.balsam.engine.batchjob.ScriptWords;
import io.balsam.engine.config.ProviderKind;
import io.balsam.engine.plugin.EngineContext;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.plugin.SchedulerKin;
import io.balsam.engine.site.SchedulerDetection;
import io.balsam.engine.site.SiteInitializer;
import io.balsam.engine.text.Count;
import io.balsam.spi.PluginException;
import io.balsam.spi.QueueReport;
import io.balsam.spi.Scheduler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code balsam site init} command. */
public final class SiteInitCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("site init", "create a site: a directory with settings and an agent")
        .arguments("DIR", Opt.Complete.DIRECTORY)
        .with(
            Opt.value("name", "NAME", "the site's name (default: the name of its directory)")
                .letter("n"),
            Opt.value(
                "platform",
                "NAME",
                "batch system: local, slurm, cobalt or a plugin's (default: the one found here)"))
        .about(
            """
            Writes settings.yml, job-template.sh, data/ log/ qsubmit/ plugins/ and .balsam/. Balsam finds
            the batch system by the tools on the PATH and asks it for its queues, the accounts that you may
            use, its GPUs and its memory. The directory may contain other files; a directory that is already
            a site is refused.""")
        .examples(
            "balsam site init /project/me/site",
            "balsam site init here --platform local --name laptop");
  }

  @Override
  public int run(Invocation call) {
    Path directory = call.io().directory().resolve(call.arguments().onlyWord("DIR")).normalize();
    Console console = call.console();
    String found = SchedulerDetection.platform(call.io().variable("PATH"));
    String platform = call.arguments().text("platform").orElse(found);
    String name = call.arguments().text("name").orElse(String.valueOf(directory.getFileName()));
    if (name.isBlank()) {
      throw new UsageProblem("--name: must not be empty");
    }
    refuse("--name", ScriptWords.wrongText(name));
    refuse("DIR", ScriptWords.wrongText(directory.toString()));
    SiteInitializer site;
    try (PluginHost host = host(call, directory)) {
      if (call.arguments().text("platform").isEmpty()
          && !host.names(ProviderKind.SCHEDULER).contains(platform)) {
        console.note("%s is installed here, but no plugin for it; using local".formatted(platform));
        platform = "local";
      }
      SchedulerKin kin = host.kin(platform);
      platform = kin.scheduler();
      site = site(directory, name, kin, host, console);
      site.make();
    } catch (IllegalArgumentException e) {
      throw new UsageProblem(String.valueOf(e.getMessage()));
    }
    new KnownSites(call.environment())
        .add(new SiteFinder(call.environment()).named(directory.toString()).directory());
    console.say("Site %s for %s in %s".formatted(console.style().bold(name), platform, directory));
    console.say("  settings.yml      %s".formatted(settingsWords(site)));
    site.more().stream()
        .map(String::strip)
        .filter(line -> line.startsWith("#"))
        .forEach(line -> console.say("                    " + line.substring(1).strip()));
    if (!site.kin().here()) {
      console.say("  listen            its agent answers launchers on other nodes, encrypted");
    }
    console.say("  job-template.sh   what a BatchJob runs");
    console.say("Next: " + Typed.of("site start", directory));
    return ExitCode.OK;
  }

  private static void refuse(String what, Optional<String> wrong) {
    wrong.ifPresent(
        complaint -> {
          throw new UsageProblem(what + ": " + complaint);
        });
  }

  private static String settingsWords(SiteInitializer site) {
    if (site.queues().isEmpty() && site.projects().isEmpty()) {
      return "check it: queues and projects";
    }
    List<String> found = new ArrayList<>();
    if (!site.queues().isEmpty()) {
      String first =
          site.queues().stream()
              .filter(QueueReport::byDefault)
              .map(queue -> ", " + queue.name() + " by default")
              .findFirst()
              .orElse("");
      found.add("%s found%s".formatted(Count.of(site.queues().size(), "queue"), first));
    }
    found.add(
        site.projects().isEmpty()
            ? "projects"
            : "charged to " + String.join(", ", site.projects()));
    return "check it: " + String.join("; ", found);
  }

  /**
   * Loads the plugins; the site has no directory yet, so only shared plugins and those beside it
   * count.
   */
  private static PluginHost host(Invocation call, Path directory) {
    SiteDirectory site = call.toMake(new SiteDirectory(directory)).site();
    Path there = directory;
    while (there != null && !Files.isDirectory(there)) {
      there = there.getParent();
    }
    Path lent = there == null ? call.io().directory() : there;
    return PluginHost.open(
        Installation.pluginPlaces(call.environment(), site),
        EngineContext.of(lent, Clock.systemUTC()));
  }

  /** Completes the site with what the batch system reports; a site can be made without it. */
  private static SiteInitializer site(
      Path directory, String name, SchedulerKin kin, PluginHost host, Console console) {
    List<QueueReport> queues = List.of();
    List<String> projects = List.of();
    List<String> more = List.of();
    if (!kin.here()) {
      try {
        Scheduler scheduler = host.scheduler(kin.scheduler(), Map.of());
        queues = scheduler.queues().orElse(List.of());
        projects = scheduler.projects().orElse(List.of());
        more = scheduler.settings();
      } catch (PluginException e) {
        console.note(
            "%s does not answer (%s); on a machine without it, use --platform local"
                .formatted(kin.scheduler(), e.getMessage()));
      }
    }
    return new SiteInitializer(directory, name, kin, queues, projects, more);
  }
}
