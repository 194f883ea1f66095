package io.balsam.testkit;

import io.balsam.spi.CommandResult;
import io.balsam.spi.CommandRunner;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers commands with recorded output of the real tools. A command is looked up by its words,
 * joined by blanks; several answers to one command are given in turn, the last one forever. An
 * unknown command causes an {@link AssertionError} that lists the recorded ones.
 */
public final class RecordedCommands implements CommandRunner {

  /**
   * One command that was run.
   *
   * @param command its words
   * @param environment variables added to the environment
   * @param stdin its standard input
   */
  public record Call(List<String> command, Map<String, String> environment, String stdin) {}

  private final Map<String, List<CommandResult>> answers = new HashMap<>();
  private final List<String> missing = new ArrayList<>();
  private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());

  /**
   * Reads a terminal's transcript: lines {@code $ command}, then the output, and at the end of that
   * {@code rc=N} if the exit code was not 0.
   */
  public static RecordedCommands transcript(String text) {
    RecordedCommands commands = new RecordedCommands();
    for (String part : text.split("(?m)^\\$ ")) {
      if (part.isBlank()) {
        continue;
      }
      List<String> lines = new ArrayList<>(part.lines().toList());
      String command = lines.remove(0).trim();
      int exitCode = 0;
      if (!lines.isEmpty() && lines.get(lines.size() - 1).matches("rc=\\d+")) {
        exitCode = Integer.parseInt(lines.remove(lines.size() - 1).substring(3));
      }
      commands.answer(command, exitCode, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
    }
    return commands;
  }

  /**
   * Adds an answer: the command prints this to standard output, or to standard error if it fails.
   */
  public RecordedCommands answer(String command, int exitCode, String printed) {
    boolean ok = exitCode == 0;
    return answer(command, new CommandResult(exitCode, ok ? printed : "", ok ? "" : printed));
  }

  /** Adds an answer: the command succeeds and prints this. */
  public RecordedCommands answer(String command, String out) {
    return answer(command, 0, out);
  }

  /** Adds an answer: the command ends with this result. */
  public synchronized RecordedCommands answer(String command, CommandResult result) {
    answers.computeIfAbsent(command, c -> new ArrayList<>()).add(result);
    return this;
  }

  /** Makes a program missing: starting it is a SITE error. */
  public synchronized RecordedCommands notInstalled(String program) {
    missing.add(program);
    return this;
  }

  /** Returns what has been run so far, in sequence. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  @Override
  public synchronized CommandResult run(
      List<String> command, Map<String, String> environment, String stdin, Duration limit) {
    calls.add(new Call(List.copyOf(command), Map.copyOf(environment), stdin));
    if (missing.contains(command.get(0))) {
      throw new PluginException(ErrorKind.SITE, "cannot start " + command.get(0));
    }
    String words = String.join(" ", command);
    List<CommandResult> results = answers.get(words);
    if (results == null) {
      throw new AssertionError(
          "nobody recorded '%s'; recorded: %s".formatted(words, answers.keySet()));
    }
    return results.size() > 1 ? results.remove(0) : results.get(0);
  }
}
