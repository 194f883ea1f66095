package io.balsam.ssh;

import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Settings that both ways have.
 *
 * @param program program that moves the files
 * @param ssh command that connects, with its flags
 * @param flags the user's flags of the program
 * @param multiplex whether tasks share a connection to a host
 * @param connectTimeout time after which a host counts as not answering
 */
record SshSettings(
    String program,
    List<String> ssh,
    List<String> flags,
    boolean multiplex,
    Duration connectTimeout) {

  static SshSettings read(PluginConfig config, String program) {
    List<String> ssh = config.strings("ssh", List.of("ssh"));
    if (ssh.isEmpty()) {
      throw config.wrong("ssh", "must be a command with its flags: [ssh, -J, gate]");
    }
    return new SshSettings(
        config.string("program", program),
        ssh,
        config.strings("flags", List.of()),
        config.flag("multiplex", true),
        config.seconds("connect_timeout", Duration.ofSeconds(30)));
  }

  Ssh connection(PluginContext context) {
    return new Ssh(
        context.commands(),
        ssh,
        connectTimeout,
        multiplex ? Optional.of(new ControlSockets(Path.of("/tmp"))) : Optional.empty());
  }

  /** Returns which program is missing, and what to do about it. */
  Optional<String> missing(String provider) {
    return Stream.of(program, ssh.get(0))
        .filter(p -> !isInstalled(p))
        .map(
            p ->
                "no program '%s' here: install it, or say where it is in plugins.transfer.%s.%s"
                    .formatted(p, provider, p.equals(program) ? "program" : "ssh"))
        .findFirst();
  }

  private static boolean isInstalled(String program) {
    if (program.contains("/")) {
      return Files.isExecutable(Path.of(program));
    }
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    return Stream.of(path.split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
