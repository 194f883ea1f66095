package io.balsam.engine.site;

import io.balsam.engine.batchjob.BatchJobSettings;
import io.balsam.engine.batchjob.BatchScript;
import io.balsam.engine.batchjob.ScriptWords;
import io.balsam.engine.batchjob.SitePolicy;
import io.balsam.engine.config.ConfigBlock;
import io.balsam.engine.config.ConfigReader;
import io.balsam.engine.config.ProviderKind;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import io.balsam.engine.config.TransferLimits;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.scaling.ScalingReader;
import io.balsam.engine.scaling.ScalingSettings;
import io.balsam.engine.text.Nearest;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginException;
import io.balsam.spi.ServiceModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a site's agent.
 *
 * @param name the site's name
 * @param batchJobs the block batch_job_manager; null when it is switched off, or has mistakes
 * @param template the part of it that fills in the job template; null when it is switched off, or
 *     has mistakes in that part
 * @param processing the block processing; null when it is switched off
 * @param cleaner the block file_cleaner; null when it is switched off
 * @param scaling the blocks of modules that ask for allocations, by name
 * @param others blocks of the plugins' modules
 * @param rules the policy that the engine needs of all this
 */
public record SiteConfig(
    String name,
    @Nullable BatchJobSettings batchJobs,
    @Nullable BatchJobSettings template,
    @Nullable HookModuleSettings processing,
    @Nullable CleanerSettings cleaner,
    Map<String, ScalingSettings> scaling,
    Map<String, ConfigBlock> others,
    SitePolicy rules) {

  private static final List<String> OURS =
      List.of(
          BatchJobSettings.MODULE,
          HookModuleSettings.MODULE,
          CleanerSettings.MODULE,
          TransferLimits.MODULE,
          ScalingSettings.AUTO_SCALER,
          ScalingSettings.ELASTIC_QUEUE,
          ScalingSettings.QUEUE_MAINTAINER);

  /**
   * Reads the blocks of all service modules.
   *
   * @param site the site's directory
   * @throws PluginException USER with a line for each mistake
   */
  public static SiteConfig read(Path site, Settings settings, PluginHost host) {
    List<String> complaints = new ArrayList<>();
    SiteConfig plan = read(site, settings, host, complaints);
    if (!complaints.isEmpty()) {
      throw new PluginException(ErrorKind.USER, String.join("\n", complaints));
    }
    return plan;
  }

  /**
   * Reads the blocks of all service modules as far as possible in spite of mistakes.
   *
   * @param complaints receives a line for each mistake
   * @return the part that is valid
   */
  public static SiteConfig read(
      Path site, Settings settings, PluginHost host, List<String> complaints) {
    Map<String, ConfigBlock> blocks = new LinkedHashMap<>(settings.modules());
    Set<String> known = new TreeSet<>(host.names(ProviderKind.SERVICE));
    known.addAll(OURS);
    for (String name : blocks.keySet()) {
      if (!known.contains(name)) {
        complaints.add(unknown(settings.placeOfModule(name), name, known));
      }
    }
    ConfigBlock batchBlock = blocks.remove(BatchJobSettings.MODULE);
    BatchJobSettings batchJobs =
        read(
            batchBlock,
            BatchJobSettings.MODULE,
            complaints,
            config ->
                BatchJobSettings.read(
                    config, name -> host.canonical(ProviderKind.SCHEDULER, name)));
    HookModuleSettings processing =
        read(
            blocks.remove(HookModuleSettings.MODULE),
            HookModuleSettings.MODULE,
            complaints,
            HookModuleSettings::read);
    CleanerSettings cleaner =
        read(
            blocks.remove(CleanerSettings.MODULE),
            CleanerSettings.MODULE,
            complaints,
            CleanerSettings::read);
    Map<String, ScalingSettings> scaling = scaling(blocks, batchJobs, complaints);
    if (!scaling.isEmpty() && batchBlock == null) {
      String module = scaling.keySet().iterator().next();
      complaints.add(
          settings.placeOfModule(module)
              + ": %s asks for allocations, which needs the block %s"
                  .formatted(module, BatchJobSettings.MODULE));
    }
    // The platform reads it, in a site and elsewhere.
    ConfigBlock unused = blocks.remove(TransferLimits.MODULE);
    String name = settings.text(Setting.NAME);
    String called = name.isEmpty() ? String.valueOf(site.getFileName()) : name;
    // Both get into the scripts of BatchJobs.
    ScriptWords.wrongText(name)
        .ifPresent(
            wrong -> complaints.add(settings.value(Setting.NAME).origin() + ": name: " + wrong));
    ScriptWords.wrongText(site.toString())
        .ifPresent(wrong -> complaints.add("the site's directory: " + wrong + "; move it"));
    complaints.addAll(LauncherTimes.problems(settings));
    blocks.keySet().retainAll(known);
    blocks.forEach((module, block) -> check(host, module, block, complaints));
    return new SiteConfig(
        called,
        batchJobs,
        template(batchJobs, batchBlock),
        processing,
        cleaner,
        scaling,
        blocks,
        rules(called, settings, batchJobs));
  }

  /**
   * Returns why the site's job template cannot be filled in, or would run no job; empty when it is
   * right.
   */
  public Optional<String> templateProblem(Path site) {
    return template == null
        ? Optional.empty()
        : new BatchScript(site, name, "", List.of("balsam"), template).problem();
  }

  private static @Nullable BatchJobSettings template(
      @Nullable BatchJobSettings batchJobs, @Nullable ConfigBlock block) {
    return batchJobs != null || block == null
        ? batchJobs
        : BatchJobSettings.forTemplate(new PluginConfig(block.values())).orElse(null);
  }

  /** Returns whether hooks of jobs run. */
  public boolean runsHooks() {
    return processing != null;
  }

  /** Returns whether any service is switched on. */
  public boolean serves() {
    return batchJobs != null || processing != null || cleaner != null || !others.isEmpty();
  }

  private static Map<String, ScalingSettings> scaling(
      Map<String, ConfigBlock> blocks,
      @Nullable BatchJobSettings batchJobs,
      List<String> complaints) {
    Map<String, ScalingSettings> scaling = new LinkedHashMap<>();
    for (String module : ScalingSettings.MODULES) {
      ConfigBlock block = blocks.remove(module);
      ScalingSettings settings =
          read(block, module, complaints, config -> ScalingReader.read(module, config, batchJobs));
      if (settings != null) {
        scaling.put(module, settings);
      }
    }
    return scaling;
  }

  private static <T> @Nullable T read(
      @Nullable ConfigBlock block,
      String name,
      List<String> complaints,
      Function<PluginConfig, T> reader) {
    if (block == null) {
      return null;
    }
    try {
      return ConfigReader.make(name, block, reader);
    } catch (PluginException e) {
      complaints.add(String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Creates a plugin's module once, so that a mistake in its block is reported. */
  private static void check(
      PluginHost host, String module, ConfigBlock block, List<String> complaints) {
    try {
      ServiceModule unused = host.service(module, block);
    } catch (PluginException e) {
      complaints.add(String.valueOf(e.getMessage()));
    }
  }

  private static String unknown(String place, String name, Set<String> known) {
    return (place.isEmpty() ? "" : place + ": ")
        + "unknown service module '%s': %s"
            .formatted(
                name, Nearest.question(name, known, "there are " + String.join(", ", known)));
  }

  private static SitePolicy rules(
      String name, Settings settings, @Nullable BatchJobSettings batchJobs) {
    return batchJobs == null
        ? new SitePolicy(
            name, settings.seconds(Setting.LEASE), List.of(), Set.of(), "", "", Map.of(), false)
        : new SitePolicy(
            name,
            settings.seconds(Setting.LEASE),
            batchJobs.queues(),
            batchJobs.projects(),
            batchJobs.defaultQueue(),
            batchJobs.defaultProject(),
            batchJobs.options());
  }
}
