package io.balsam.ssh;

import io.balsam.spi.CommandResult;
import io.balsam.spi.CommandRunner;
import io.balsam.spi.PluginException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The user's own ssh: its configuration, agents, jump hosts and tickets are used. */
final class Ssh {

  /** Messages in English. */
  private static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C");

  /** Files are moved for as long as it takes; a dead connection ends by {@code ServerAlive}. */
  private static final Duration LIMIT = Duration.ofDays(365);

  private final CommandRunner commands;
  private final List<String> command;
  private final Duration connectTimeout;
  private final Optional<ControlSockets> sockets;
  private final Map<Host, Object> locks = new ConcurrentHashMap<>();

  /**
   * Creates an ssh.
   *
   * @param command program and flags
   * @param sockets empty when the user's own configuration says what is shared
   */
  Ssh(
      CommandRunner commands,
      List<String> command,
      Duration connectTimeout,
      Optional<ControlSockets> sockets) {
    this.commands = commands;
    this.command = List.copyOf(command);
    this.connectTimeout = connectTimeout;
    this.sockets = sockets;
  }

  /** Returns the command up to the name of the host. */
  List<String> words(Host host) {
    List<String> words = new ArrayList<>(command);
    words.addAll(
        List.of(
            "-oBatchMode=yes",
            "-oLogLevel=ERROR",
            "-oConnectTimeout=" + Math.max(1, connectTimeout.toSeconds()),
            "-oServerAliveInterval=15",
            "-oServerAliveCountMax=4"));
    sockets
        .flatMap(s -> s.socket(host, command))
        .ifPresent(
            socket ->
                words.addAll(
                    List.of(
                        "-oControlMaster=auto",
                        "-oControlPersist=60",
                        "-oControlPath=" + socket.toString().replace("%", "%%"))));
    words.addAll(account(host));
    return words;
  }

  private static List<String> account(Host host) {
    List<String> words = new ArrayList<>();
    if (!host.user().isEmpty()) {
      words.add("-l" + host.user());
    }
    if (host.port() != 0) {
      words.add("-p" + host.port());
    }
    return words;
  }

  /** Returns what a person types to log in. */
  String login(Host host) {
    List<String> words = new ArrayList<>(command);
    if (host.port() != 0) {
      words.addAll(List.of("-p", String.valueOf(host.port())));
    }
    words.add(host.typed());
    return Quoting.typed(words);
  }

  /**
   * Connects to a host, unless a connection is there. Tasks that begin together wait here for one
   * of them to make the connection that all of them use.
   *
   * @throws PluginException SITE when the host does not let this account in, TRANSIENT when it does
   *     not answer
   */
  void connect(Host host) {
    if (sockets.flatMap(s -> s.socket(host, command)).isEmpty()) {
      return;
    }
    synchronized (locks.computeIfAbsent(host, h -> new Object())) {
      if (!run(with(host, "-Ocheck"), "").ok()) {
        CommandResult master = run(with(host, "-fN"), "");
        if (!master.ok()) {
          throw SshError.of(host, master.err(), login(host));
        }
      }
    }
  }

  private List<String> with(Host host, String option) {
    List<String> words = words(host);
    words.add(option);
    words.add(host.name());
    return words;
  }

  /**
   * Runs a script for {@code /bin/sh} on the host.
   *
   * @throws PluginException when there is no connection
   */
  CommandResult script(Host host, String script) {
    List<String> words = with(host, "-T");
    words.add("/bin/sh");
    CommandResult result = run(words, script);
    if (result.exitCode() == 255) {
      throw SshError.of(host, result.err(), login(host));
    }
    return result;
  }

  /** Runs a program of this machine that uses ssh. */
  CommandResult run(List<String> words, String stdin) {
    return commands.run(words, ENVIRONMENT, stdin, LIMIT);
  }
}
