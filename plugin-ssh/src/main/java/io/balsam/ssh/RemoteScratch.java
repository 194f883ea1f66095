package io.balsam.ssh;

import io.balsam.spi.CommandResult;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Directory of the host in which each item of a batch is a link named by its number. So sftp, whose
 * commands are lines, sees no name of a user's file.
 */
final class RemoteScratch implements AutoCloseable {

  private static final int ITSELF = -1;

  private final Ssh ssh;
  private final Host host;
  private final String path;
  private final Answers answers;
  private final String hidden = ".balsam-" + UUID.randomUUID() + "-";

  private RemoteScratch(Ssh ssh, Host host, String path, Answers answers) {
    this.ssh = ssh;
    this.host = host;
    this.path = path;
    this.answers = answers;
  }

  /**
   * Creates it.
   *
   * @param functions functions of a shell that the commands use
   * @param command command for an entry, run where {@code $d} is the directory
   */
  static RemoteScratch create(
      Ssh ssh, Host host, List<Entry> entries, String functions, Function<Entry, String> command) {
    StringBuilder script =
        new StringBuilder(
            "LC_ALL=C; export LC_ALL\nd=$(mktemp -d \"${TMPDIR:-/tmp}/balsam.XXXXXX\") || exit 1\n");
    script.append(Answers.say(ITSELF, "$d")).append('\n').append(functions);
    entries.forEach(entry -> script.append(command.apply(entry)).append('\n'));
    CommandResult result = ssh.script(host, script.toString());
    Answers answers = new Answers(result);
    String path = answers.about(ITSELF);
    if (!path.startsWith("/")) {
      throw new PluginException(
          ErrorKind.SITE,
          "%s runs no scripts, which scp needs (%s)"
              .formatted(host.typed(), SshError.line(result.err() + "\n" + result.out())));
    }
    return new RemoteScratch(ssh, host, path, answers);
  }

  /** Returns what the commands have answered. */
  Answers answers() {
    return answers;
  }

  String path() {
    return path;
  }

  /** Returns the hidden name under which an entry is sent. */
  String hidden(Entry entry) {
    return hidden + entry.item();
  }

  /** Runs a command for each entry, where {@code $d} is the directory. */
  Answers run(List<Entry> entries, String functions, Function<Entry, String> command) {
    StringBuilder script =
        new StringBuilder("LC_ALL=C; export LC_ALL\nd=").append(Quoting.shell(path));
    script.append('\n').append(functions);
    entries.forEach(entry -> script.append(command.apply(entry)).append('\n'));
    return new Answers(ssh.script(host, script.toString()));
  }

  /** Removes it with all that is still under hidden names, also when the task was cancelled. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      ssh.script(host, "d=%s\nrm -rf \"$d\"/*/%s* \"$d\"\n".formatted(Quoting.shell(path), hidden));
    } catch (PluginException e) {
      // No connection. What stays is a directory of links in the host's directory for such files.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
