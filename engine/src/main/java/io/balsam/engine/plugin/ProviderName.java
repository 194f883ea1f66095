package io.balsam.engine.plugin;

import io.balsam.engine.config.ProviderKind;

/**
 * Name under which a plugin's provider can be chosen.
 *
 * @param kind kind of the provider
 * @param name a provider's name, or one of its aliases
 */
public record ProviderName(ProviderKind kind, String name) {

  /** Returns whether it is a class path of an older system: accepted, but not advertised. */
  public boolean classPath() {
    return name.contains(".");
  }

  @Override
  public String toString() {
    return kind.word() + " " + name;
  }
}
