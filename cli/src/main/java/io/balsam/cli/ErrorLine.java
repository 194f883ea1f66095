package io.balsam.cli;

import io.balsam.cli.site.Exit;
import io.balsam.cli.site.Trouble;
import io.balsam.cli.spec.UsageProblem;
import io.balsam.cli.term.Console;
import io.balsam.dsl.problem.ScriptProblems;
import io.balsam.engine.api.StoreAwayException;
import io.balsam.engine.config.SettingsProblem;
import io.balsam.engine.run.loop.EngineFailure;
import io.balsam.engine.store.StoreException;
import io.balsam.engine.trust.DatabaseUrl;
import io.balsam.server.FacadeException;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Whatever went wrong, as one line for a person and an exit code for a script. */
final class ErrorLine {

  private ErrorLine() {}

  /**
   * Prints it.
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
      return Exit.BAD_INPUT;
    }
    if (problem instanceof UsageProblem) {
      console.error(message(problem));
      return Exit.BAD_INPUT;
    }
    if (problem instanceof SettingsProblem) {
      message(problem).lines().forEach(console::error);
      return Exit.BAD_INPUT;
    }
    if (problem instanceof PluginException plugin && plugin.kind() != ErrorKind.INTERNAL) {
      message(problem).lines().forEach(console::error);
      return plugin.kind() == ErrorKind.USER ? Exit.BAD_INPUT : Exit.TROUBLE;
    }
    if (problem instanceof Trouble
        || problem instanceof StoreException
        || problem instanceof StoreAwayException
        || problem instanceof EngineFailure
        || problem instanceof FacadeException) {
      message(problem).lines().forEach(console::error);
      return Exit.TROUBLE;
    }
    LoggerFactory.getLogger(ErrorLine.class)
        .error("balsam {}", DatabaseUrl.hidden(String.join(" ", args)), problem);
    String log = System.getProperty("balsam.log.file", "");
    console.error(
        "unexpected, a fault of Balsam itself: %s; %s"
            .formatted(
                problem,
                log.isEmpty() || args.contains("--debug")
                    ? "--debug shows where"
                    : "the log says where: " + log));
    return Exit.TROUBLE;
  }

  private static String message(Throwable problem) {
    return DatabaseUrl.hidden(
        problem.getMessage() == null ? problem.toString() : problem.getMessage());
  }
}
