package io.balsam.engine.execution;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.Parameter;
import io.balsam.engine.text.Nearest;
import java.util.LinkedHashMap;
import java.util.Map;

/** Checks and completes the parameters of a job, as its app declares them. */
public final class RequiredParameters {

  private RequiredParameters() {}

  /**
   * Returns the values with the defaults filled in, in the order declared.
   *
   * @throws IllegalArgumentException naming what is missing or unknown
   */
  public static Map<String, Object> complete(App app, Map<String, Object> given) {
    for (String name : given.keySet()) {
      if (!app.parameters().containsKey(name)) {
        throw new IllegalArgumentException(
            "app '"
                + app.name()
                + "' has no parameter '"
                + name
                + "': "
                + Nearest.question(
                    name,
                    app.parameters().keySet(),
                    "it has " + String.join(", ", app.parameters().keySet())));
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Parameter parameter : app.parameters().values()) {
      Object value = given.getOrDefault(parameter.name(), parameter.defaultValue());
      if (value != null) {
        values.put(parameter.name(), value);
      }
    }
    check(app, values);
    return values;
  }

  /**
   * Checks that nothing required is missing.
   *
   * @throws IllegalArgumentException naming the first that is
   */
  public static void check(App app, Map<String, Object> values) {
    for (Parameter parameter : app.parameters().values()) {
      if (parameter.required() && values.get(parameter.name()) == null) {
        throw new IllegalArgumentException(
            "app '" + app.name() + "' needs a value for parameter '" + parameter.name() + "'");
      }
    }
  }
}
