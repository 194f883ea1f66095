package io.balsam.spi;

import java.util.Set;
import org.pf4j.ExtensionPoint;

/**
 * Named extension that a site's configuration can select. PF4J creates it with its no-argument
 * constructor; everything that needs configuration is created later by the subinterface's {@code
 * create}.
 */
public interface Provider extends ExtensionPoint {

  /**
   * Returns the name that users write in the configuration: lower case, for example {@code slurm}.
   */
  String name();

  /** Returns other names with the same meaning, for example class paths of an older system. */
  default Set<String> aliases() {
    return Set.of();
  }
}
