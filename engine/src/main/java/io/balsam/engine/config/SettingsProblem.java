package io.balsam.engine.config;

/** Something in the settings is wrong. The message says where, what, and what would be right. */
public final class SettingsProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SettingsProblem(String message) {
    super(message);
  }
}
