package io.balsam.cli.setup;

import io.balsam.agent.access.PlatformFactory;
import io.balsam.agent.access.SettingsCheck;
import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.agent.site.IdentityFile;
import io.balsam.agent.site.Installation;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.term.Times;
import io.balsam.engine.api.RunView;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import io.balsam.engine.config.SettingsProblem;
import io.balsam.engine.plugin.InstalledPlugin;
import io.balsam.engine.plugin.PluginDirectory;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.site.SchedulerDefaults;
import io.balsam.engine.text.Count;
import io.balsam.engine.trust.Trust;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.Node;
import io.balsam.spi.PluginException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks of the doctor about the site: settings, plugins, nodes, batch system, store. */
final class SiteChecks {

  private final Invocation call;
  private final SiteDirectory site;

  SiteChecks(Invocation call, SiteDirectory site) {
    this.call = call;
    this.site = site;
  }

  List<Check> all() {
    List<Check> checks = new ArrayList<>();
    Settings settings;
    try {
      settings = call.settings(site);
      checks.add(settings(settings));
    } catch (SettingsProblem e) {
      checks.add(
          Check.fail(
              "settings", String.valueOf(e.getMessage()), "fix it; nothing runs until then"));
      return checks;
    }
    record().ifPresent(checks::add);
    checks.addAll(plugins());
    checks.addAll(platform(settings));
    checks.add(store(settings));
    network().ifPresent(checks::add);
    return checks;
  }

  private Check settings(Settings settings) {
    long set =
        Arrays.stream(Setting.values()).filter(setting -> settings.value(setting).set()).count();
    String file =
        Files.exists(site.settings()) ? site.settings().toString() : "no settings.yml here";
    return Check.ok("settings", "%s, %d set".formatted(file, set));
  }

  private Optional<Check> record() {
    return Trust.of(call.io().environment()).entered(site.balsam())
        ? Optional.of(
            Check.warn(
                "record",
                "others can read " + site.balsam(),
                "chmod 700 %s, unless that is what you want".formatted(site.balsam())))
        : Optional.empty();
  }

  /**
   * Checks the certificate; only for an agent that was reachable from other machines once: others
   * have no key.
   */
  private Optional<Check> network() {
    IdentityFile file = new IdentityFile(site);
    Optional<String> wrong = file.wrong(Instant.now());
    return wrong.isPresent()
        ? wrong.map(
            why -> Check.warn("network", why, "'balsam site restart' makes a new key for TLS"))
        : file.read()
            .map(
                identity ->
                    Check.ok(
                        "network",
                        "TLS with the key %s, until %s"
                            .formatted(
                                identity.pin(),
                                Times.day(identity.certificate().getNotAfter().toInstant()))));
  }

  private List<Check> plugins() {
    List<InstalledPlugin> plugins =
        PluginDirectory.list(Installation.pluginPlaces(call.environment(), site));
    if (plugins.isEmpty()) {
      return List.of(
          Check.fail(
              "plugins", "none found", "unpack the distribution again: plugins/ is missing"));
    }
    List<Check> checks = new ArrayList<>();
    String names = plugins.stream().map(InstalledPlugin::id).collect(Collectors.joining(", "));
    checks.add(Check.ok("plugins", names));
    for (InstalledPlugin plugin : plugins) {
      if (!plugin.usable()) {
        checks.add(Check.fail("plugin", plugin.path().toString(), plugin.problem()));
      }
    }
    return checks;
  }

  private List<Check> platform(Settings written) {
    try (PluginHost host = PlatformFactory.plugins(call.environment(), site)) {
      Settings settings = site.made() ? SchedulerDefaults.of(written, host) : written;
      List<Check> checks = new ArrayList<>();
      checks.add(nodes(settings, host));
      if (site.made()) {
        SettingsCheck.listen(settings)
            .map(wrong -> Check.fail("listen", wrong, "fix it; the agent does not start"))
            .ifPresent(checks::add);
        checks.addAll(new SchedulerChecks(call, site, settings, host).all());
      }
      return checks;
    } catch (RuntimeException e) {
      return List.of(wrong("nodes", e));
    }
  }

  private Check nodes(Settings settings, PluginHost host) {
    try {
      List<Node> nodes = PlatformFactory.of(host, settings, call.environment()).nodes();
      int cores = nodes.stream().mapToInt(node -> node.cpuIds().size()).sum();
      int gpus = nodes.stream().mapToInt(node -> node.gpuIds().size()).sum();
      return Check.ok(
          "nodes",
          "%d with %s and %s"
              .formatted(nodes.size(), Count.of(cores, "core"), Count.of(gpus, "GPU")));
    } catch (PluginException e) {
      String nodes = settings.text(Setting.NODES);
      boolean elsewhere = site.made() && e.kind() == ErrorKind.SITE && !nodes.equals("local");
      return elsewhere
          ? Check.ok("nodes", nodes + "; launchers find them inside an allocation")
          : wrong("nodes", e);
    } catch (RuntimeException e) {
      return wrong("nodes", e);
    }
  }

  private static Check wrong(String name, RuntimeException e) {
    return Check.fail(
        name,
        e.getMessage() == null ? e.toString() : e.getMessage(),
        "see settings.yml and the plugins");
  }

  private Check store(Settings settings) {
    boolean own = settings.text(Setting.DB).isEmpty();
    if (own && !Files.exists(site.databaseFile())) {
      return Check.ok("store", "none yet; the first run creates it");
    }
    try (SiteClient opened = SiteAccess.openReadOnly(call.context())) {
      List<RunView> runs = opened.balsam().runs();
      String how = opened.served() ? ", answered by the process that runs jobs here" : "";
      return Check.ok("store", Count.of(runs.size(), "run") + how);
    } catch (RuntimeException e) {
      return Check.fail("store", String.valueOf(e.getMessage()), "see " + site.log());
    }
  }
}
