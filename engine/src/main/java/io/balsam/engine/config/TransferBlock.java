package io.balsam.engine.config;

import io.balsam.spi.PluginConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keys of the block {@code transfer} of the service modules that stand for settings with a place of
 * their own: there each has one value, wherever it was written.
 */
final class TransferBlock {

  private static final String PATH = SettingsFile.MODULES + "." + TransferLimits.MODULE + ".";
  private static final String ENDPOINT = "globus_endpoint_id";
  private static final String OLD_PATH = "globus_endpoint_site_path";
  private static final String GLOBUS = "globus";
  private static final String GLOBUS_ENDPOINT = "endpoint_id";

  private TransferBlock() {}

  /** Returns the setting that a key of a block stands for. */
  static Optional<Setting> setting(String path) {
    return Optional.of(Setting.TRANSFER_LOCATIONS)
        .filter(setting -> path.equals(PATH + setting.key()));
  }

  /**
   * Reads these keys, which are no longer in the block: so they are known where one is misspelt.
   *
   * @throws io.balsam.spi.PluginException for a key of Balsam 2 that resembles one of them
   */
  static void readElsewhere(PluginConfig config) {
    if (config.has(OLD_PATH)) {
      throw config.wrong(
          OLD_PATH,
          "say in plugins: transfer: globus: endpoint_path where directories lie on the collection");
    }
    for (String key : List.of(Setting.TRANSFER_LOCATIONS.key(), ENDPOINT)) {
      String unused = config.string(key, "");
    }
  }

  /**
   * Moves the site's Globus collection to where the plugin reads it.
   *
   * @param problems receives a line if it is there already
   */
  static void moveEndpoint(SettingsContent content, List<String> problems) {
    Map<String, Object> block =
        content.modules().getOrDefault(TransferLimits.MODULE, Optional.empty()).orElse(Map.of());
    if (!block.containsKey(ENDPOINT)) {
      return;
    }
    Map<String, Object> globus =
        content
            .plugins()
            .computeIfAbsent(ProviderKind.TRANSFER, kind -> new LinkedHashMap<>())
            .computeIfAbsent(GLOBUS, name -> new LinkedHashMap<>());
    String path = SettingsFile.PLUGINS + "." + ProviderKind.TRANSFER.word() + "." + GLOBUS;
    String there = path + "." + GLOBUS_ENDPOINT;
    String place = content.places().getOrDefault(PATH + ENDPOINT, "");
    if (globus.containsKey(GLOBUS_ENDPOINT)) {
      problems.add(
          "%s: '%s' is set at %s too: keep one of them"
              .formatted(place, ENDPOINT, content.places().getOrDefault(there, there)));
      return;
    }
    globus.put(GLOBUS_ENDPOINT, block.remove(ENDPOINT));
    content.places().putIfAbsent(path, place);
    content.places().put(there, place);
  }
}
