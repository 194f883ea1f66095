package io.balsam.engine.config;

import io.balsam.engine.domain.Memory;
import io.balsam.engine.domain.NamedAmounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Settings with the origin of each value. */
public final class Settings {

  private final Map<Setting, SettingValue> values;
  private final Map<ProviderKind, Map<String, Map<String, Object>>> plugins;

  private final Map<String, Map<String, Object>> modules;
  private final Map<String, String> places;

  private Settings(
      Map<Setting, SettingValue> values,
      Map<ProviderKind, Map<String, Map<String, Object>>> plugins,
      Map<String, Map<String, Object>> modules,
      Map<String, String> places) {
    this.values = values;
    this.plugins = plugins;
    this.modules = modules;
    this.places = places;
  }

  /**
   * Merges what was set: flags win over the environment, that over the site's file, that over the
   * user's file, that over the defaults. A file that does not exist sets nothing.
   *
   * @param flags by setting, only those given
   * @param environment environment variables of this process
   * @param siteFile {@code settings.yml} of the site
   * @param userFile {@code settings.yml} of the user
   * @throws SettingsProblem when a value or a file is wrong; it has a line for each mistake
   */
  public static Settings read(
      Map<Setting, String> flags, Map<String, String> environment, Path siteFile, Path userFile) {
    List<String> problems = new ArrayList<>();
    Settings settings = read(flags, environment, siteFile, userFile, problems);
    if (!problems.isEmpty()) {
      throw new SettingsProblem(problems);
    }
    return settings;
  }

  /**
   * Merges what was set, for callers that go on in spite of mistakes.
   *
   * @param problems receives a line for each mistake
   * @return the settings without the mistakes
   * @throws SettingsProblem where a file is not YAML: what follows the error is not known
   */
  public static Settings read(
      Map<Setting, String> flags,
      Map<String, String> environment,
      Path siteFile,
      Path userFile,
      List<String> problems) {
    Map<Setting, SettingValue> values = new EnumMap<>(Setting.class);
    Map<ProviderKind, Map<String, Map<String, Object>>> plugins = new EnumMap<>(ProviderKind.class);
    for (Setting setting : Setting.values()) {
      values.put(setting, new SettingValue(setting.defaultText(), SettingValue.DEFAULT));
    }
    Map<String, Map<String, Object>> modules = new LinkedHashMap<>();
    Map<String, String> places = new HashMap<>();
    boolean broken = false;
    for (Path file : userFile.equals(siteFile) ? List.of(userFile) : List.of(userFile, siteFile)) {
      if (Files.isRegularFile(file)) {
        SettingsContent content = SettingsFile.read(file, problems);
        broken |= content.broken();
        if (file != userFile) {
          refuseTrust(content, userFile, problems);
        }
        places.putAll(content.places());
        content
            .modules()
            .forEach(
                (name, block) ->
                    block.ifPresentOrElse(
                        set ->
                            modules.computeIfAbsent(name, n -> new LinkedHashMap<>()).putAll(set),
                        () -> modules.remove(name)));
        values.putAll(content.values());
        content
            .plugins()
            .forEach(
                (kind, blocks) ->
                    merge(blocks, plugins.computeIfAbsent(kind, k -> new TreeMap<>())));
      }
    }
    for (Setting setting : Setting.values()) {
      for (String variable : setting.variables()) {
        String text = environment.get(variable);
        if (text != null && !text.isEmpty()) {
          put(setting, text, variable, values, problems);
        }
      }
    }
    flags.forEach((setting, text) -> put(setting, text, setting.flag(), values, problems));
    if (broken) {
      throw new SettingsProblem(problems);
    }
    return new Settings(values, plugins, modules, places);
  }

  /** Rejects trust settings in a site's file; otherwise any site could declare itself trusted. */
  private static void refuseTrust(SettingsContent content, Path userFile, List<String> problems) {
    SettingValue value = content.values().remove(Setting.SAFE_SITES);
    if (value != null) {
      problems.add(
          "%s: %s: a site cannot say whom you trust: set it in %s"
              .formatted(value.origin(), Setting.SAFE_SITES.key(), userFile));
    }
  }

  /**
   * Returns the directories that a user trusts though others can change them.
   *
   * @param environment environment variables of this process
   * @param userFile {@code settings.yml} of the user
   * @throws SettingsProblem as {@link #read}
   */
  public static List<String> safeSites(Map<String, String> environment, Path userFile) {
    String text = read(Map.of(), environment, userFile, userFile).text(Setting.SAFE_SITES);
    return text.isEmpty() ? List.of() : List.of(text.split(Setting.Kind.SEPARATOR));
  }

  private static void put(
      Setting setting,
      String text,
      String origin,
      Map<Setting, SettingValue> values,
      List<String> problems) {
    setting
        .complaint(text)
        .ifPresentOrElse(
            complaint -> problems.add(origin + ": " + complaint),
            () -> values.put(setting, new SettingValue(text, origin)));
  }

  /**
   * Returns these settings with other defaults for those that are not set.
   *
   * @param why what the defaults depend on, in a few words
   */
  public Settings withDefaults(Map<Setting, String> defaults, String why) {
    Map<Setting, SettingValue> all = new EnumMap<>(values);
    defaults.forEach(
        (setting, text) -> {
          if (!value(setting).set()) {
            all.put(setting, new SettingValue(text, SettingValue.DEFAULT + " for " + why));
          }
        });
    return new Settings(all, plugins, modules, places);
  }

  /** Returns a value with its origin. */
  public SettingValue value(Setting setting) {
    SettingValue value = values.get(setting);
    if (value == null) {
      throw new IllegalStateException("every setting has a value: " + setting);
    }
    return value;
  }

  /** Returns a value as text. */
  public String text(Setting setting) {
    return value(setting).text();
  }

  /** Returns a whole number; empty when the machine is to decide. */
  public OptionalInt number(Setting setting) {
    String text = text(setting);
    return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
  }

  /** Returns amounts by name. */
  public Map<String, Integer> amounts(Setting setting) {
    return NamedAmounts.parse(text(setting));
  }

  /** Returns the places that files are moved from and to. */
  public TransferLocations locations() {
    return TransferLocations.parse(text(Setting.TRANSFER_LOCATIONS));
  }

  /** Returns an amount of memory in bytes; 0 when the machine is to decide. */
  public long bytes(Setting setting) {
    return Memory.bytes(text(setting)).orElse(0L);
  }

  /** Returns a duration given in seconds. */
  public Duration seconds(Setting setting) {
    return Duration.ofMillis(Math.round(Double.parseDouble(text(setting)) * 1000));
  }

  /** Returns what is set for plugins: kind → name → keys and values as YAML has them. */
  public Map<ProviderKind, Map<String, Map<String, Object>>> plugins() {
    return plugins;
  }

  /** Returns the blocks of the enabled service modules, by name. */
  public Map<String, ConfigBlock> modules() {
    Map<String, ConfigBlock> blocks = new LinkedHashMap<>();
    modules.forEach(
        (name, values) ->
            blocks.put(
                name,
                new ConfigBlock(
                    values, key -> place(SettingsFile.MODULES + "." + name + "." + key))));
    return blocks;
  }

  /** Returns the position of a service module's block; empty when it is not set in a file. */
  public String placeOfModule(String name) {
    return place(SettingsFile.MODULES + "." + name);
  }

  /** Returns every key of every block of modules and plugins, by its full path with dots. */
  public Map<String, SettingValue> blocks() {
    Map<String, SettingValue> all = new LinkedHashMap<>();
    modules.forEach((name, block) -> flatten(SettingsFile.MODULES + "." + name, block, all));
    plugins.forEach(
        (kind, blocks) ->
            blocks.forEach(
                (name, block) ->
                    flatten(SettingsFile.PLUGINS + "." + kind.word() + "." + name, block, all)));
    return all;
  }

  private void flatten(String path, Map<?, ?> block, Map<String, SettingValue> all) {
    if (block.isEmpty()) {
      all.put(path, new SettingValue("{}", place(path)));
    }
    block.forEach(
        (key, value) -> {
          String inner = path + "." + key;
          if (value instanceof Map<?, ?> map) {
            flatten(inner, map, all);
          } else if (value instanceof List<?> list
              && !list.isEmpty()
              && list.stream().allMatch(Map.class::isInstance)) {
            list.forEach(part -> flatten(inner, (Map<?, ?>) part, all));
          } else {
            all.put(inner, new SettingValue(value == null ? "" : value.toString(), place(inner)));
          }
        });
  }

  /**
   * Returns the position of a key.
   *
   * @param path from the top, with dots
   * @return {@code file:line:column}, a flag or a variable; empty when it is not set
   */
  public String place(String path) {
    return Setting.byKey(path)
        .map(this::value)
        .filter(SettingValue::set)
        .map(SettingValue::origin)
        .orElseGet(() -> places.getOrDefault(path, ""));
  }

  /**
   * Merges blocks: a key of the site's block wins over the same key of the user's; other keys stay.
   */
  private static void merge(
      Map<String, Map<String, Object>> blocks, Map<String, Map<String, Object>> into) {
    blocks.forEach(
        (name, block) -> into.computeIfAbsent(name, n -> new LinkedHashMap<>()).putAll(block));
  }
}
