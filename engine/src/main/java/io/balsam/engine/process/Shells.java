package io.balsam.engine.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Programs of this machine that are used to start processes.
 *
 * @param setsid puts a helper into a session of its own
 * @param sh smallest POSIX shell available
 * @param helper command line that starts the shell of a helper
 */
record Shells(Path setsid, Path sh, List<String> helper) {

  static Shells find() {
    return find(System.getenv().keySet());
  }

  /**
   * Finds the programs that pass on all of an environment. The smallest shell drops variables that
   * it cannot name, such as exported functions of bash; bash keeps them, and with {@code -p} does
   * not interpret them.
   */
  static Shells find(Set<String> environment) {
    Path setsid =
        program("setsid")
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the program 'setsid' (package util-linux) is not on the PATH; "
                            + "jobs cannot be started without it"));
    Path sh = program("dash").orElse(Path.of("/bin/sh"));
    boolean nameable = environment.stream().allMatch(ShellSyntax::isName);
    Optional<Path> bash = nameable ? Optional.empty() : program("bash");
    return new Shells(
        setsid,
        sh,
        bash.map(path -> List.of(path.toString(), "-p")).orElse(List.of(sh.toString())));
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
