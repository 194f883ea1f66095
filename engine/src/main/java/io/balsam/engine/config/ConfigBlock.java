package io.balsam.engine.config;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Block of the settings.
 *
 * @param values keys and values as YAML has them
 * @param places position of a key, as {@code file:line:column}, nested keys with dots; empty where
 *     that is not known
 */
public record ConfigBlock(Map<String, ?> values, UnaryOperator<String> places) {

  /** Creates a block of unknown position. */
  public static ConfigBlock of(Map<String, ?> values) {
    return new ConfigBlock(values, key -> "");
  }
}
