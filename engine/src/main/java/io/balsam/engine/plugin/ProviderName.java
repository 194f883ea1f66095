package io.balsam.engine.plugin;

import io.balsam.engine.config.ProviderKind;

/**
 * One name under which a plugin can be chosen.
 *
 * @param kind what it is
 * @param name a provider's name, or one of its aliases
 */
public record ProviderName(ProviderKind kind, String name) {

  /** Whether it is a class path of an older system: understood, but not to be learnt. */
  public boolean classPath() {
    return name.contains(".");
  }

  @Override
  public String toString() {
    return kind.word() + " " + name;
  }
}
