package io.balsam.globus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Programs of this machine. */
final class Programs {

  private Programs() {}

  /** Returns whether a program can be started; a path is looked at as it is. */
  static boolean on(@Nullable String path, String program) {
    if (program.contains("/")) {
      return Files.isExecutable(Path.of(program));
    }
    return path != null
        && Arrays.stream(path.split(":"))
            .filter(folder -> !folder.isEmpty())
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
