package io.balsam.engine.config;

import java.util.List;

/**
 * Thrown for mistakes in the settings. The message says where, what, and what would be right, with
 * a line for each mistake.
 */
public final class SettingsProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SettingsProblem(String message) {
    super(message);
  }

  /**
   * Creates an exception for several mistakes.
   *
   * @param lines one for each
   */
  public SettingsProblem(List<String> lines) {
    super(String.join("\n", lines));
  }
}
