package io.balsam.engine.plugin;

import java.nio.file.Path;
import java.util.List;

/**
 * A plugin as its manifest tells; none of its code has run.
 *
 * @param id its Plugin-Id; the file's name where it has none
 * @param version its Plugin-Version, empty where it has none
 * @param provider who made it, empty where it does not say
 * @param description what it is for, empty where it does not say
 * @param requires the versions of Balsam it works with, {@code *} for any
 * @param provides the names it offers
 * @param path the jar or folder
 * @param problem why it cannot be used and what to do about it, empty when it can
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

  /** Whether nothing is known against it. */
  public boolean usable() {
    return problem.isEmpty();
  }

  boolean offers(ProviderName wanted) {
    // By hand: a record's own equals costs a fresh JVM some milliseconds.
    return provides.stream()
        .anyMatch(offer -> offer.kind() == wanted.kind() && offer.name().equals(wanted.name()));
  }

  InstalledPlugin withProblem(String text) {
    return new InstalledPlugin(id, version, provider, description, requires, provides, path, text);
  }
}
