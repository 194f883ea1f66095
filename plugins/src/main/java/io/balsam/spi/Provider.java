package io.balsam.spi;

import java.util.Set;
import org.pf4j.ExtensionPoint;

/**
 * A named thing that a site's configuration can choose. PF4J makes one with its no-argument
 * constructor; everything that needs configuration is made later by the sub-interface's {@code
 * create}.
 */
public interface Provider extends ExtensionPoint {

  /** The name users write in configuration: lower case, for example {@code slurm}. */
  String name();

  /** Other names that mean the same, for example class paths of an older system. */
  default Set<String> aliases() {
    return Set.of();
  }
}
