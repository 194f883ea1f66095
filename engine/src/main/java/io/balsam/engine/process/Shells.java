package io.balsam.engine.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The programs of this machine that processes are started with.
 *
 * @param setsid puts a helper in a session of its own
 * @param sh runs the helpers: the smallest POSIX shell there is
 * @param interpreter what a job's shell text is run by, up to its {@code -c}; already shell text
 */
record Shells(Path setsid, Path sh, String interpreter) {

  static Shells find() {
    Path setsid =
        program("setsid")
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the program 'setsid' (package util-linux) is not on the PATH; "
                            + "jobs cannot be started without it"));
    Path sh = program("dash").orElse(Path.of("/bin/sh"));
    String interpreter =
        program("bash")
            .map(bash -> ShellText.quote(bash.toString()) + " -e -o pipefail")
            .orElse("/bin/sh -e");
    return new Shells(setsid, sh, interpreter);
  }

  static Optional<Path> program(String name) {
    return program(name, System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
  }

  static Optional<Path> program(String name, String searchPath) {
    for (String dir : searchPath.split(File.pathSeparator)) {
      Path file = Path.of(dir, name);
      if (file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  static String script(String resource) {
    try (InputStream in = Shells.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the engine's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + resource, e);
    }
  }
}
