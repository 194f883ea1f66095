package io.balsam.engine.config;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One block of the settings.
 *
 * @param values keys and values as YAML has them
 * @param places where a key stands, as {@code file:line:column}, inner keys with dots; empty where
 *     that is not known
 */
public record ConfigBlock(Map<String, ?> values, UnaryOperator<String> places) {

  /** A block of which nobody knows where it stands. */
  public static ConfigBlock of(Map<String, ?> values) {
    return new ConfigBlock(values, key -> "");
  }
}
