package io.balsam.agent.process;

import io.balsam.agent.site.Environment;
import io.balsam.agent.site.JvmCommand;
import io.balsam.agent.site.OperationFailed;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.engine.api.SiteEvent;
import io.balsam.engine.site.PidFile;
import io.balsam.engine.trust.OwnFiles;
import io.balsam.engine.trust.SecretVariables;
import io.balsam.server.ApiClient;
import io.balsam.server.ApiException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts and stops agents that outlive the command that started them.
 *
 * <p>The agent is started in the same way as this process, with {@code setsid} and this JVM's flags
 * and class path: whatever made this command work makes the agent work. Both output streams go to
 * {@code log/agent.out}; its last lines are quoted when the agent ends before it answers.
 */
public final class AgentProcess {

  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(60);
  private static final int PAGE = 1000;

  private final SiteDirectory site;
  private final Environment environment;
  private final JvmCommand program;

  /**
   * Creates the starter of a site's agent; starts nothing.
   *
   * @param environment what the agent inherits
   * @param program the program that the agent is a process of
   */
  public AgentProcess(SiteDirectory site, Environment environment, JvmCommand program) {
    this.site = site;
    this.environment = environment;
    this.program = program;
  }

  /**
   * Starts an agent unless there is one already.
   *
   * @return the state, and whether the agent is new
   * @throws OperationFailed when no agent comes up; the message quotes its last output
   */
  public Started start(boolean force) throws InterruptedException, IOException {
    try (StartLock turn = StartLock.take(site, LONGEST_START)) {
      AgentState state = AgentState.of(site);
      if (state.kind() == AgentState.Kind.UP && answers(state)) {
        return new Started(state, false, List.of());
      }
      if (!force) {
        Agent.refuseOtherHost(site);
      }
      Process process = null;
      Instant spawned = Instant.EPOCH;
      Instant deadline = Instant.now().plus(LONGEST_START);
      while (true) {
        state = AgentState.of(site);
        if (state.kind() == AgentState.Kind.UP && answers(state)) {
          return process == null
              ? new Started(state, false, List.of())
              : new Started(state, true, remarks(state, spawned));
        }
        if (process == null && !state.lives()) {
          // Also after an agent that was just ending.
          // The system reports the start of a process by another clock than that of events.
          spawned = Instant.now().truncatedTo(ChronoUnit.MILLIS);
          process = spawn(force);
        }
        if (process != null && !process.isAlive()) {
          throw new OperationFailed("the agent did not start: " + lastWords());
        }
        if (Instant.now().isAfter(deadline)) {
          throw new OperationFailed(
              "the agent did not answer within %d s; see %s"
                  .formatted(LONGEST_START.toSeconds(), site.agentLog()));
        }
        Thread.sleep(100);
      }
    }
  }

  /**
   * State of an agent.
   *
   * @param state the state
   * @param fresh whether the agent was started just now
   * @param remarks what it reported while it started: a damaged record, runs it cannot resume
   */
  public record Started(AgentState state, boolean fresh, List<String> remarks) {

    /** Copies the list. */
    public Started {
      remarks = List.copyOf(remarks);
    }
  }

  private Process spawn(boolean force) throws IOException {
    Path out = site.agentOutput();
    OwnFiles.make(Objects.requireNonNull(out.getParent()));
    Files.deleteIfExists(out);
    OwnFiles.makeFile(out);
    List<String> command = new ArrayList<>(List.of("setsid"));
    List<String> words =
        new ArrayList<>(List.of("site", "run", "--site", site.directory().toString()));
    if (force) {
      words.add("--force");
    }
    String secrets = SecretVariables.handedOver(environment.variables());
    command.addAll(secrets.isEmpty() ? program.words(words) : program.wordsWithSecrets(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(site.directory().toFile())
            .redirectInput(
                secrets.isEmpty() ? Redirect.from(Path.of("/dev/null").toFile()) : Redirect.PIPE)
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    Map<String, String> own = builder.environment();
    own.keySet().retainAll(environment.variables().keySet());
    // Equal values are not set again, so that they stay the same byte for byte: a value need not be
    // UTF-8.
    environment.variables().entrySet().stream()
        .filter(entry -> !entry.getValue().equals(own.get(entry.getKey())))
        .forEach(entry -> own.put(entry.getKey(), entry.getValue()));
    SecretVariables.takeFrom(own);
    try {
      Process process = builder.start();
      if (!secrets.isEmpty()) {
        process.outputWriter().append(secrets).close();
      }
      return process;
    } catch (IOException e) {
      throw new OperationFailed("the agent cannot be started: " + e.getMessage(), e);
    }
  }

  private String lastWords() throws IOException {
    Path out = site.agentOutput();
    List<String> lines = Files.exists(out) ? Files.readAllLines(out) : List.of();
    String words =
        String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()))
            .replaceAll("(?m)^balsam: ", "");
    return words.isBlank() ? "it printed nothing; see " + site.agentLog() : words;
  }

  private static boolean answers(AgentState state) {
    try (ApiClient client = new ApiClient(state.address())) {
      return client.site().agent();
    } catch (ApiException e) {
      return false;
    }
  }

  private static List<String> remarks(AgentState state, Instant since) {
    List<String> remarks = new ArrayList<>();
    try (ApiClient client = new ApiClient(state.address())) {
      List<SiteEvent> page = client.siteEvents(0, PAGE);
      while (!page.isEmpty()) {
        page.stream()
            .filter(event -> event.source().equals("agent") && !event.at().isBefore(since))
            .map(SiteEvent::message)
            .filter(message -> !message.equals(Agent.STARTED))
            .forEach(remarks::add);
        page = client.siteEvents(page.get(page.size() - 1).seq(), PAGE);
      }
    }
    return remarks;
  }

  /**
   * Stops the agent.
   *
   * @return the agent that was stopped; its kind says in what state it was
   * @throws OperationFailed when it runs on another host, or does not end in time
   */
  public AgentState stop() throws InterruptedException {
    try (StartLock turn = StartLock.take(site, LONGEST_START)) {
      AgentState state = AgentState.of(site);
      if (state.agent() == null) {
        return state;
      }
      if (state.kind() == AgentState.Kind.ELSEWHERE) {
        throw new OperationFailed(AgentState.elsewhere(state.agent()));
      }
      if (state.kind() == AgentState.Kind.STALE) {
        PidFile.remove(site.balsam());
        return state;
      }
      long pid = state.agent().pid();
      ProcessHandle process = ProcessHandle.of(pid).orElse(null);
      if (process == null) {
        return state;
      }
      process.destroy();
      try {
        var unused = process.onExit().get(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        throw new OperationFailed(
            "the agent (process %d) has not ended within %d s: 'kill -9 %d' ends it, nothing that is on disk is lost; see %s"
                .formatted(pid, LONGEST_STOP.toSeconds(), pid, site.agentLog()),
            e);
      } catch (ExecutionException e) {
        throw new OperationFailed("cannot wait for the agent: " + e.getMessage(), e);
      }
      return state;
    }
  }
}
