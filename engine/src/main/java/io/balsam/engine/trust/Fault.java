package io.balsam.engine.trust;

import java.nio.file.Path;

/**
 * Why a file is not believed.
 *
 * @param path the file, or the directory it lies in
 * @param what what is wrong with it, with its owner and mode
 * @param own whether it is the user's own, who only has to take the right to write from others
 */
public record Fault(Path path, String what, boolean own) {

  @Override
  public String toString() {
    return path + " " + what;
  }
}
