package io.balsam.cli.run;

import io.balsam.agent.access.WorkflowFormats;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.dsl.ScriptParameter;
import io.balsam.dsl.WorkflowFormat;
import io.balsam.dsl.problem.Problem;
import java.nio.file.Path;
import java.util.List;

/** The {@code balsam lint} command. */
public final class LintCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("lint", "find mistakes in a script without running its jobs")
        .arguments("SCRIPT", Opt.Complete.FILE)
        .with(
            RunOptions.PARAM,
            RunOptions.PARAMS_FILE,
            RunOptions.CORES,
            RunOptions.GPUS,
            RunOptions.MEMORY,
            RunOptions.RESOURCES,
            CommandSpec.JSON)
        .about(
            """
            Runs the script's top level once, for at most a minute, as 'balsam run' does, since the jobs are
            known only then. An endless loop and System.exit are caught. Hooks, functions and commands are
            not run, but what the top level itself does to files is done.

            Finds syntax errors, unknown words, unknown and missing parameters, unknown apps, cycles,
            bad resources, workdirs outside the run, two jobs in one workdir, and jobs that this site
            can never run: no node is large enough, no queue allows so many nodes or so much time. Each
            mistake is one line, file:line:column: what: hint. Exit code 2 if there is any.""")
        .examples("balsam lint sweep.groovy", "balsam lint sweep.groovy --param size=100");
  }

  @Override
  public int run(Invocation call) throws Exception {
    Path script = RunOptions.script(call);
    WorkflowFormat format = WorkflowFormats.all().of(script);
    List<Problem> problems =
        format.lint(script, RunOptions.parameters(call), new SiteCapacity(call));
    if (call.arguments().has("json")) {
      call.console().json(JsonPage.of(problems));
    } else if (problems.isEmpty()) {
      call.console().say("%s %s is fine".formatted(call.console().style().tick(), script));
      for (ScriptParameter parameter : format.parameters(script)) {
        call.console().say("  " + line(parameter));
      }
    } else {
      problems.forEach(problem -> call.console().result(problem.withFrame().lines().toList()));
    }
    return problems.isEmpty() ? ExitCode.OK : ExitCode.BAD_INPUT;
  }

  private static String line(ScriptParameter parameter) {
    String value = parameter.required() ? "required" : "default " + parameter.defaultValue();
    String help = parameter.help().isEmpty() ? "" : "  " + parameter.help();
    return "--param %s=…  %s, %s%s".formatted(parameter.name(), parameter.type(), value, help);
  }
}
