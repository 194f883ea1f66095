package io.balsam.engine.config;

import java.util.List;

/**
 * Something in the settings is wrong. The message says where, what, and what would be right, a line
 * for each mistake.
 */
public final class SettingsProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SettingsProblem(String message) {
    super(message);
  }

  /**
   * Of several mistakes.
   *
   * @param lines one for each
   */
  public SettingsProblem(List<String> lines) {
    super(String.join("\n", lines));
  }
}
