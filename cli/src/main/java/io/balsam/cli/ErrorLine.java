package io.balsam.cli;

import io.balsam.agent.site.OperationFailed;
import io.balsam.agent.site.OperationRefused;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.term.Console;
import io.balsam.dsl.problem.ScriptProblems;
import io.balsam.engine.api.EngineFailure;
import io.balsam.engine.api.StoreAwayException;
import io.balsam.engine.config.SettingsProblem;
import io.balsam.engine.store.StoreException;
import io.balsam.engine.trust.DatabaseUrl;
import io.balsam.engine.trust.FileTrouble;
import io.balsam.server.ApiException;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Turns any failure of a command into one line for the user and an exit code for scripts. */
final class ErrorLine {

  private ErrorLine() {}

  /**
   * Prints the error message of a failure.
   *
   * @return the exit code
   */
  static int print(Throwable problem, Console console, List<String> args) {
    if (args.contains("--debug")) {
      StringWriter trace = new StringWriter();
      problem.printStackTrace(new PrintWriter(trace));
      console.errorLines(trace.toString().lines().toList());
    }
    if (problem instanceof ScriptProblems script) {
      console.errorLines(message(script).lines().toList());
      return ExitCode.BAD_INPUT;
    }
    if (problem instanceof UsageProblem || problem instanceof OperationRefused) {
      console.error(message(problem));
      return ExitCode.BAD_INPUT;
    }
    if (problem instanceof SettingsProblem) {
      message(problem).lines().forEach(console::error);
      return ExitCode.BAD_INPUT;
    }
    if (problem instanceof PluginException plugin && plugin.kind() != ErrorKind.INTERNAL) {
      message(problem).lines().forEach(console::error);
      return plugin.kind() == ErrorKind.USER ? ExitCode.BAD_INPUT : ExitCode.TROUBLE;
    }
    if (problem instanceof OperationFailed
        || problem instanceof StoreException
        || problem instanceof StoreAwayException
        || problem instanceof EngineFailure
        || problem instanceof ApiException) {
      message(problem).lines().forEach(console::error);
      return ExitCode.TROUBLE;
    }
    Optional<String> refused = refusal(problem);
    if (refused.isPresent()) {
      console.error(DatabaseUrl.hidden(refused.get()));
      return ExitCode.TROUBLE;
    }
    LoggerFactory.getLogger(ErrorLine.class)
        .error("balsam {}", DatabaseUrl.hidden(String.join(" ", args)), problem);
    String log = System.getProperty("balsam.log.file", "");
    console.error(
        "internal error of Balsam: %s; %s"
            .formatted(
                problem,
                log.isEmpty() || args.contains("--debug")
                    ? "--debug shows where"
                    : "the log says where: " + log));
    return ExitCode.TROUBLE;
  }

  /** Describes a failure reported by the file system for which there is no message yet. */
  private static Optional<String> refusal(Throwable problem) {
    Throwable cause = problem instanceof UncheckedIOException e ? e.getCause() : problem;
    if (!(cause instanceof FileSystemException refusal) || refusal.getFile() == null) {
      return Optional.empty();
    }
    Path file = Path.of(refusal.getFile());
    boolean explained = problem != cause && !String.valueOf(problem.getMessage()).contains(": ");
    String what = explained ? String.valueOf(problem.getMessage()) : "cannot use " + file;
    return Optional.of(FileTrouble.of(what, file, refusal));
  }

  private static String message(Throwable problem) {
    return DatabaseUrl.hidden(
        problem.getMessage() == null ? problem.toString() : problem.getMessage());
  }
}
