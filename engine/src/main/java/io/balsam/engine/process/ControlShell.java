package io.balsam.engine.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Small shell in a session of its own that signals the sessions of jobs, and that outlives the
 * engine just long enough to end them. A new one is started if it is killed.
 */
final class ControlShell {

  private static final Logger LOG = LoggerFactory.getLogger(ControlShell.class);

  private final Shells shells;
  private final String script = Shells.script("control.sh");
  private final Set<Long> watched = new LinkedHashSet<>();
  private @Nullable Process process;
  private boolean closed;

  ControlShell(Shells shells) {
    this.shells = shells;
  }

  synchronized void watch(long session) {
    watched.add(session);
    order("watch", watched);
  }

  synchronized void forget(long session) {
    if (watched.remove(session)) {
      tryOrder("watch", watched);
    }
  }

  synchronized void signalSession(String signal, long session) {
    if (!tryOrder("session " + signal, Set.of(session))) {
      ProcessHandle.of(session)
          .ifPresent(
              leader -> {
                leader.descendants().forEach(ProcessHandle::destroyForcibly);
                leader.destroyForcibly();
              });
    }
  }

  synchronized void signalProcesses(String signal, Collection<Long> pids) {
    tryOrder("process " + signal, pids);
  }

  /**
   * Sends a command to the shell; returns false when the shell was killed and no new one can be
   * started.
   */
  private boolean tryOrder(String verb, Collection<Long> ids) {
    try {
      order(verb, ids);
      return true;
    } catch (UncheckedIOException | OutOfMemoryError e) {
      LOG.warn("the shell that ends jobs is missing", e);
      return false;
    }
  }

  /**
   * Kills all watched sessions and ends the shell.
   *
   * @param leadersOnly whether the sessions contain only their leaders; to search for other
   *     processes takes the shell longer than everything else that is closed with it
   */
  synchronized void close(boolean leadersOnly) {
    if (!watched.isEmpty()) {
      tryOrder(leadersOnly ? "process KILL" : "session KILL", watched);
    }
    watched.clear();
    tryOrder("watch", watched);
    closed = true;
    if (process != null) {
      try {
        process.getOutputStream().close();
      } catch (IOException e) {
        LOG.debug("the control shell was gone already", e);
      }
    }
  }

  private void order(String verb, Collection<Long> ids) {
    if (closed) {
      return;
    }
    String line =
        verb + " " + ids.stream().map(String::valueOf).collect(Collectors.joining(" ")) + "\n";
    if (process == null || !process.isAlive()) {
      process = launch();
      if (!verb.equals("watch") && !watched.isEmpty()) {
        order("watch", watched);
      }
    }
    try {
      OutputStream out = process.getOutputStream();
      out.write(line.getBytes(StandardCharsets.US_ASCII));
      out.flush();
    } catch (IOException e) {
      LOG.warn("the shell that ends jobs was killed; a new one takes over");
      process.destroyForcibly();
      process = null;
      order(verb, ids);
    }
  }

  private Process launch() {
    try {
      return OwnLocale.restore(
              new ProcessBuilder(
                  shells.setsid().toString(),
                  shells.sh().toString(),
                  "-c",
                  script,
                  "balsam-control"))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
