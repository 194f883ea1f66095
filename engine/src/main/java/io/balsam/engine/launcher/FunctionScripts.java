package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Assignment;
import io.balsam.engine.domain.Script;
import io.balsam.engine.domain.WorkflowLoader;
import io.balsam.engine.execution.FailureCauses;
import io.balsam.engine.execution.FunctionRunner;
import io.balsam.engine.execution.ScriptCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;

/** Code of function apps, from the scripts of their runs; each script is fetched and read once. */
final class FunctionScripts {

  private static final Script NONE = new Script("", Path.of(""), Map.of(), Map.of());

  private final Map<Long, ScriptCode> codes = new ConcurrentHashMap<>();
  private final LongFunction<Script> fetch;
  private final WorkflowLoader loader;

  /**
   * @param fetch asks the owner for the script of a run; throws when it cannot
   */
  FunctionScripts(LongFunction<Script> fetch, WorkflowLoader loader) {
    this.fetch = fetch;
    this.loader = loader;
  }

  /**
   * Returns the function to call.
   *
   * @throws RuntimeException when there is no such function any more; the message is for users
   */
  FunctionRunner.Call call(Assignment.FunctionCall assignment) {
    ScriptCode code =
        codes.computeIfAbsent(assignment.runId(), run -> new ScriptCode(fetch.apply(run), loader));
    return new FunctionRunner.Call(code.function(assignment.app()), assignment.context());
  }

  /** Describes a function's failure, with its line in the script; empty when there was none. */
  String describe(Assignment.FunctionCall assignment, FunctionRunner.End end) {
    Throwable error = end.error();
    if (error == null) {
      return "";
    }
    ScriptCode code = codes.get(assignment.runId());
    Script script = code == null ? NONE : code.script();
    Map<String, Object> cause = FailureCauses.of("app '" + assignment.app() + "'", error, script);
    Object at = cause.get("at");
    return cause.get("message") + (at == null ? "" : " (" + at + ")");
  }
}
