package io.balsam.ssh;

import io.balsam.spi.CommandResult;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The program sftp: one process for a batch, which goes on after a command that fails.
 *
 * @param program name or path
 * @param flags the user's
 */
record Sftp(Ssh ssh, String program, List<String> flags) {

  /**
   * Runs commands in the tree of the site; their words need no quotes.
   *
   * @return what sftp said about files
   * @throws PluginException when there is no connection, or no sftp on the host
   */
  String run(Host host, Staging staging, List<String> commands) throws IOException {
    List<String> batch = new ArrayList<>();
    batch.add("lcd " + quoted(staging.tree()));
    commands.forEach(command -> batch.add("-" + command));
    Files.write(staging.list(), batch);
    List<String> words = new ArrayList<>(List.of(program, "-q", "-b", staging.list().toString()));
    words.addAll(List.of("-S", connect(host, staging.ssh()).toString()));
    words.addAll(flags);
    words.add(host.name().contains(":") ? "[" + host.name() + "]" : host.name());
    CommandResult result = ssh.run(words, "");
    if (!result.ok()) {
      throw failure(host, result);
    }
    return result.err();
  }

  /** Writes a program that runs ssh with its flags: sftp takes a program without any. */
  private Path connect(Host host, Path file) throws IOException {
    StringBuilder script = new StringBuilder("#!/bin/sh\nexec");
    ssh.words(host).forEach(word -> script.append(' ').append(Quoting.shell(word)));
    Files.writeString(file, script.append(" \"$@\"\n"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file;
  }

  private static String quoted(Path path) {
    return "\"" + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private PluginException failure(Host host, CommandResult result) {
    if (result.err().contains("subsystem request failed")) {
      return new PluginException(
          ErrorKind.SITE, "%s offers no sftp, which scp needs".formatted(host.typed()));
    }
    return SshError.of(host, result.err(), ssh.login(host));
  }
}
