package io.balsam.engine.config;

/**
 * Value of a setting.
 *
 * @param text as written
 * @param origin a flag, a variable, {@code file:line:column}, or {@code default}, possibly followed
 *     by what the default depends on
 */
public record SettingValue(String text, String origin) {

  /** Origin of values that are not set. */
  static final String DEFAULT = "default";

  /** Returns whether it was set explicitly. */
  public boolean set() {
    return !origin.startsWith(DEFAULT);
  }
}
