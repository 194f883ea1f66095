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
 * The programs of this machine that processes are started with.
 *
 * @param setsid puts a helper in a session of its own
 * @param sh the smallest POSIX shell there is
 * @param helper the words that start the shell of a helper
 */
record Shells(Path setsid, Path sh, List<String> helper) {

  static Shells find() {
    return find(System.getenv().keySet());
  }

  /**
   * Those that hand on all of an environment. The smallest shell drops what it cannot name, such as
   * exported functions of bash; bash does not, and with {@code -p} leaves them as they are.
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
    boolean nameable = environment.stream().allMatch(ShellText::isName);
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
