package io.balsam.engine.plugin;

import java.util.HashMap;
import java.util.Map;

/**
 * What a site's settings say of its platform.
 *
 * @param nodes name of the node discovery
 * @param runner name of the MPI runner for jobs that do not choose one
 * @param blocks configuration of providers: kind → name → keys and values as YAML has them
 */
public record PlatformSettings(
    String nodes, String runner, Map<ProviderKind, Map<String, Map<String, Object>>> blocks) {

  public PlatformSettings {
    blocks = Map.copyOf(blocks);
  }

  /** This machine as it is. */
  public static PlatformSettings local() {
    return new PlatformSettings("local", "mpirun", Map.of());
  }

  /** The block of one provider, empty when there is none. */
  public Map<String, Object> block(ProviderKind kind, String name) {
    return blocks.getOrDefault(kind, Map.of()).getOrDefault(name, Map.of());
  }

  /** With one key of one block set, as a flag of the command line does it. */
  public PlatformSettings with(ProviderKind kind, String name, String key, Object value) {
    Map<String, Object> block = new HashMap<>(block(kind, name));
    block.put(key, value);
    Map<String, Map<String, Object>> ofKind = new HashMap<>(blocks.getOrDefault(kind, Map.of()));
    ofKind.put(name, block);
    Map<ProviderKind, Map<String, Map<String, Object>>> all = new HashMap<>(blocks);
    all.put(kind, ofKind);
    return new PlatformSettings(nodes, runner, all);
  }
}
