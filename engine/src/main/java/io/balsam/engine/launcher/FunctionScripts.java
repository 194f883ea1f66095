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
   * @param fetch asks the owner; throws when it cannot
   */
  FunctionScripts(LongFunction<Script> fetch, WorkflowLoader loader) {
    this.fetch = fetch;
    this.loader = loader;
  }

  /**
   * What is to be called.
   *
   * @throws RuntimeException when there is no such function any more; the message is for people
   */
  FunctionRunner.Call call(Assignment.FunctionCall assignment) {
    ScriptCode code =
        codes.computeIfAbsent(assignment.runId(), run -> new ScriptCode(fetch.apply(run), loader));
    return new FunctionRunner.Call(code.function(assignment.app()), assignment.context());
  }

  /** What went wrong in a function, with its line in the script; empty for nothing. */
  String tell(Assignment.FunctionCall assignment, FunctionRunner.End end) {
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
