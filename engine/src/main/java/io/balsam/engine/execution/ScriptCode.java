package io.balsam.engine.execution;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.Hook;
import io.balsam.engine.domain.HookKind;
import io.balsam.engine.domain.Script;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.domain.WorkflowLoader;
import io.balsam.engine.text.Nearest;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Code of a workflow that was read elsewhere. Its script is read again when the first hook or
 * function is called, and never where there is none; when it cannot be read, those calls fail and
 * nothing else does.
 */
public final class ScriptCode {

  /**
   * Nanoseconds before a script that could not be read is read again: many jobs may ask at once.
   */
  private static final long PAUSE = Duration.ofSeconds(5).toNanos();

  private final Script script;
  private final WorkflowLoader loader;
  private @Nullable Workflow workflow;
  private @Nullable RuntimeException failure;
  private long failedAt;

  public ScriptCode(Script script, WorkflowLoader loader) {
    this.script = script;
    this.loader = loader;
  }

  /** Returns the apps with code that can be called. */
  public Map<String, App> of(Map<String, App> declared) {
    Map<String, App> apps = new LinkedHashMap<>();
    declared.forEach((name, app) -> apps.put(name, app.withCode(body(app), hooks(app))));
    return apps;
  }

  private AppBody body(App app) {
    return app.body() instanceof AppBody.Function function
        ? new AppBody.Function(
            function.parameters(),
            (arguments, job) -> function(app.name()).code().call(arguments, job))
        : app.body();
  }

  private Map<HookKind, Hook> hooks(App app) {
    Map<HookKind, Hook> hooks = new EnumMap<>(HookKind.class);
    app.hooks().forEach((kind, absent) -> hooks.put(kind, job -> hook(app, kind).call(job)));
    return hooks;
  }

  private Hook hook(App app, HookKind kind) {
    String what = kind.word() + " of app '" + app.name() + "'";
    Hook hook = app(app.name(), what).hooks().get(kind);
    if (hook == null) {
      throw new IllegalStateException(
          "the script " + script.main() + ", read again, no longer has " + what);
    }
    return hook;
  }

  /**
   * Returns a function app, as the script has it.
   *
   * @throws IllegalStateException when it has none; the message is for users
   */
  public AppBody.Function function(String name) {
    String what = "app '" + name + "'";
    if (app(name, "run of " + what).body() instanceof AppBody.Function function) {
      return function;
    }
    throw new IllegalStateException(
        "the script " + script.main() + ", read again, no longer has a function in " + what);
  }

  private App app(String name, String what) {
    Map<String, App> apps = workflow(what).apps();
    App app = apps.get(name);
    if (app == null) {
      throw new IllegalStateException(
          "the script "
              + script.main()
              + ", read again for "
              + what
              + ", no longer declares an app '"
              + name
              + "': "
              + Nearest.question(
                  name, apps.keySet(), "its top level depends on something that has changed"));
    }
    return app;
  }

  private synchronized Workflow workflow(String what) {
    if (workflow == null) {
      if (failure == null || System.nanoTime() - failedAt > PAUSE) {
        read();
      }
      if (failure != null) {
        throw new IllegalStateException(
            "the script "
                + script.main()
                + " cannot be read again for "
                + what
                + ": "
                + String.valueOf(failure.getMessage()).lines().findFirst().orElse(""),
            failure);
      }
    }
    return Objects.requireNonNull(workflow);
  }

  private void read() {
    try {
      workflow = loader.load(script);
      failure = null;
    } catch (RuntimeException e) {
      failure = e;
      failedAt = System.nanoTime();
    }
  }

  /** Returns the script. */
  public Script script() {
    return script;
  }
}
