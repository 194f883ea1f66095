package io.balsam.engine.plugin;

import io.balsam.engine.config.ConfigBlock;
import io.balsam.engine.config.ProviderKind;
import io.balsam.engine.config.TransferLocations;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Settings of a site's platform.
 *
 * @param nodes name of the node discovery
 * @param runner name of the MPI runner for jobs that do not choose one
 * @param locations places that files are moved from and to
 * @param limits block of the limits of transfers
 * @param blocks configuration of providers: kind → name → keys and values as YAML has them
 * @param places position of a key, as {@code file:line:column}, by its full path with dots; empty
 *     where that is not known
 */
public record PlatformSettings(
    String nodes,
    String runner,
    TransferLocations locations,
    ConfigBlock limits,
    Map<ProviderKind, Map<String, Map<String, Object>>> blocks,
    UnaryOperator<String> places) {

  public PlatformSettings {
    blocks = Map.copyOf(blocks);
  }

  /** Creates settings of unknown positions, without locations and limits. */
  public PlatformSettings(
      String nodes, String runner, Map<ProviderKind, Map<String, Map<String, Object>>> blocks) {
    this(nodes, runner, TransferLocations.NONE, ConfigBlock.of(Map.of()), blocks, key -> "");
  }

  /** Creates settings without locations and limits. */
  public PlatformSettings(
      String nodes,
      String runner,
      Map<ProviderKind, Map<String, Map<String, Object>>> blocks,
      UnaryOperator<String> places) {
    this(nodes, runner, TransferLocations.NONE, ConfigBlock.of(Map.of()), blocks, places);
  }

  /** Returns the settings for this machine without any configuration. */
  public static PlatformSettings local() {
    return new PlatformSettings("local", "mpirun", Map.of());
  }

  /** Returns the block of one provider, empty when there is none. */
  public Map<String, Object> block(ProviderKind kind, String name) {
    return blocks.getOrDefault(kind, Map.of()).getOrDefault(name, Map.of());
  }

  /** Returns the block of one provider, with the positions of its keys. */
  ConfigBlock placed(ProviderKind kind, String name) {
    String path = "plugins." + kind.word() + "." + name + ".";
    return new ConfigBlock(block(kind, name), key -> places.apply(path + key));
  }

  boolean has(ProviderKind kind, String name) {
    return blocks.getOrDefault(kind, Map.of()).containsKey(name);
  }

  /** Returns these settings with one key of one block set, as by a flag of the command line. */
  public PlatformSettings with(ProviderKind kind, String name, String key, Object value) {
    Map<String, Object> block = new HashMap<>(block(kind, name));
    block.put(key, value);
    Map<String, Map<String, Object>> ofKind = new HashMap<>(blocks.getOrDefault(kind, Map.of()));
    ofKind.put(name, block);
    Map<ProviderKind, Map<String, Map<String, Object>>> all = new HashMap<>(blocks);
    all.put(kind, ofKind);
    return new PlatformSettings(nodes, runner, locations, limits, all, places);
  }
}
