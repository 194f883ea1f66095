package io.balsam.dsl.capture;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.Hook;
import io.balsam.engine.domain.HookKind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Checks apps of a script that is read again: code that is not the same any more refuses to be
 * called.
 */
public final class ReadAgain {

  private ReadAgain() {}

  /**
   * Returns the apps, with code that throws in those that differ from the first reading.
   *
   * @param before marks of the first reading; empty when it recorded none
   * @param now marks of this reading
   */
  public static Map<String, App> check(
      Map<String, App> apps, Map<String, String> before, Map<String, String> now) {
    if (before.isEmpty()) {
      return apps;
    }
    Map<String, App> checked = new LinkedHashMap<>();
    apps.forEach(
        (name, app) ->
            checked.put(
                name, difference(name, before, now).map(what -> refusing(app, what)).orElse(app)));
    return checked;
  }

  private static Optional<String> difference(
      String app, Map<String, String> before, Map<String, String> now) {
    TreeSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(now.keySet());
    for (String key : keys) {
      boolean own = key.equals(app) || key.startsWith(app + "/");
      if (own && before.containsKey(key) && !before.get(key).equals(now.get(key))) {
        return Optional.of(
            key.equals(app)
                ? "the strings or values of the app differ"
                : "the variable '" + key.substring(app.length() + 1) + "' differs");
      }
    }
    return Optional.empty();
  }

  private static App refusing(App app, String what) {
    Map<HookKind, Hook> hooks = new EnumMap<>(HookKind.class);
    for (HookKind kind : app.hooks().keySet()) {
      hooks.put(
          kind,
          job -> {
            throw refusal(app, kind.word(), what);
          });
    }
    AppBody body =
        app.body() instanceof AppBody.Function function
            ? new AppBody.Function(
                function.parameters(),
                (arguments, job) -> {
                  throw refusal(app, "run", what);
                })
            : app.body();
    return app.withCode(body, hooks);
  }

  private static ScriptFault refusal(App app, String word, String what) {
    return new ScriptFault(
        app.declaredAt()
            + ": the script no longer gives what it gave when its jobs were declared: "
            + what
            + " (for "
            + word
            + " of app '"
            + app.name()
            + "'); pass what the code needs as script parameters or in the job's data");
  }
}
