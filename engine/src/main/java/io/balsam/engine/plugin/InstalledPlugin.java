package io.balsam.engine.plugin;

import java.nio.file.Path;
import java.util.List;

/**
 * Plugin as its manifest describes it; none of its code has run.
 *
 * @param id its Plugin-Id; the file's name where it has none
 * @param version its Plugin-Version, empty where it has none
 * @param provider author of the plugin, empty where not given
 * @param description purpose of the plugin, empty where not given
 * @param requires versions of Balsam with which it works, {@code *} for any
 * @param provides names that it offers
 * @param path the jar or folder
 * @param problem why it cannot be used, with a remedy; empty when it can
 */
public record InstalledPlugin(
    String id,
    String version,
    String provider,
    String description,
    String requires,
    List<ProviderName> provides,
    Path path,
    String problem) {

  public InstalledPlugin {
    provides = List.copyOf(provides);
  }

  /** Returns whether no problem with it is known. */
  public boolean usable() {
    return problem.isEmpty();
  }

  boolean offers(ProviderName wanted) {
    // By hand: a record's own equals takes a fresh JVM some milliseconds.
    return provides.stream()
        .anyMatch(offer -> offer.kind() == wanted.kind() && offer.name().equals(wanted.name()));
  }

  InstalledPlugin withProblem(String text) {
    return new InstalledPlugin(id, version, provider, description, requires, provides, path, text);
  }
}
