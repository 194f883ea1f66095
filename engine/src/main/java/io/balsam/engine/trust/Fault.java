package io.balsam.engine.trust;

import java.nio.file.Path;

/**
 * Reason why a file is not trusted.
 *
 * @param path the file, or its directory
 * @param what what is wrong with it, with its owner and mode
 * @param own whether it is the user's own, who only has to remove write permission from others
 */
public record Fault(Path path, String what, boolean own) {

  @Override
  public String toString() {
    return path + " " + what;
  }
}
