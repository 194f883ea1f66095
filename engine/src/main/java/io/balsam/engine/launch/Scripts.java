package io.balsam.engine.launch;

import io.balsam.engine.api.launcher.Order;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.Script;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.domain.WorkflowLoader;
import io.balsam.engine.run.code.Causes;
import io.balsam.engine.run.code.Functions;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;

/** Code of function apps, from the scripts of their runs; each script is fetched and read once. */
final class Scripts {

  private final Map<Long, Workflow> workflows = new ConcurrentHashMap<>();
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
    Workflow workflow =
        workflows.computeIfAbsent(order.runId(), run -> loader.load(fetch.apply(run)));
    App app = workflow.apps().get(order.app());
    if (app == null || !(app.body() instanceof AppBody.Function function)) {
      throw new IllegalStateException(
          "the run's script has no function app '" + order.app() + "' (any more)");
    }
    return new Functions.Call(function, order.context());
  }

  /** What went wrong in a function, with its line in the script; empty for nothing. */
  String tell(Order.FunctionCall order, Functions.End end) {
    Throwable error = end.error();
    if (error == null) {
      return "";
    }
    Workflow workflow = workflows.get(order.runId());
    Script script =
        workflow == null ? new Script("", Path.of(""), Map.of(), Map.of()) : workflow.script();
    Map<String, Object> cause = Causes.of("app '" + order.app() + "'", error, script);
    Object at = cause.get("at");
    return cause.get("message") + (at == null ? "" : " (" + at + ")");
  }
}
