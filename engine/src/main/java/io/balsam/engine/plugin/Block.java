package io.balsam.engine.plugin;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One block of the settings.
 *
 * @param values keys and values as YAML has them
 * @param places where a key stands, as {@code file:line:column}, inner keys with dots; empty where
 *     that is not known
 */
public record Block(Map<String, ?> values, UnaryOperator<String> places) {

  /** A block of which nobody knows where it stands. */
  public static Block of(Map<String, ?> values) {
    return new Block(values, key -> "");
  }
}
