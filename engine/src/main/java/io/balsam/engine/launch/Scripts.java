package io.balsam.engine.launch;

import io.balsam.engine.api.launcher.Order;
import io.balsam.engine.domain.Script;
import io.balsam.engine.domain.WorkflowLoader;
import io.balsam.engine.run.code.Causes;
import io.balsam.engine.run.code.Functions;
import io.balsam.engine.run.code.ScriptCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;

/** Code of function apps, from the scripts of their runs; each script is fetched and read once. */
final class Scripts {

  private static final Script NONE = new Script("", Path.of(""), Map.of(), Map.of());

  private final Map<Long, ScriptCode> codes = new ConcurrentHashMap<>();
  private final LongFunction<Script> fetch;
  private final WorkflowLoader loader;

  /**
   * @param fetch asks the owner; throws when it cannot
   */
  Scripts(LongFunction<Script> fetch, WorkflowLoader loader) {
    this.fetch = fetch;
    this.loader = loader;
  }

  /**
   * What is to be called.
   *
   * @throws RuntimeException when there is no such function any more; the message is for people
   */
  Functions.Call call(Order.FunctionCall order) {
    ScriptCode code =
        codes.computeIfAbsent(order.runId(), run -> new ScriptCode(fetch.apply(run), loader));
    return new Functions.Call(code.function(order.app()), order.context());
  }

  /** What went wrong in a function, with its line in the script; empty for nothing. */
  String tell(Order.FunctionCall order, Functions.End end) {
    Throwable error = end.error();
    if (error == null) {
      return "";
    }
    ScriptCode code = codes.get(order.runId());
    Script script = code == null ? NONE : code.script();
    Map<String, Object> cause = Causes.of("app '" + order.app() + "'", error, script);
    Object at = cause.get("at");
    return cause.get("message") + (at == null ? "" : " (" + at + ")");
  }
}
