package io.balsam.dsl.capture;

import io.balsam.dsl.source.SourcePosition;
import io.balsam.dsl.value.BadValue;
import io.balsam.dsl.value.ValueType;
import io.balsam.engine.command.CommandTemplate;
import io.balsam.engine.domain.NumberText;
import io.balsam.engine.domain.Parameter;
import io.balsam.engine.domain.SourceRef;
import io.balsam.engine.text.Nearest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Declared parameters of a script and the values given to it. */
public final class ScriptParams {

  private final Names names;
  private final Map<String, Object> given;
  private final boolean samples;
  private final Map<String, Parameter> declared = new LinkedHashMap<>();
  private final Params values;

  ScriptParams(Names names, Map<String, Object> given, boolean samples) {
    this.names = names;
    this.given = given;
    this.samples = samples;
    this.values = new Params(names);
  }

  /** Returns the parameters in the sequence of their declaration. */
  public Map<String, Parameter> declared() {
    return declared;
  }

  /** Returns the values, defaults included. */
  public Map<String, Object> values() {
    return values;
  }

  void declare(SourcePosition at, Map<String, Object> options, String name) {
    if (!CommandTemplate.isName(name)) {
      at.report(
          names.problems(),
          "'" + name + "' is not a valid parameter name",
          "use letters, digits and _");
    }
    if (declared.containsKey(name)) {
      at.report(
          names.problems(),
          "script parameter '" + name + "' is declared twice",
          "keep one of them");
    }
    Parameter parameter = ParameterOptions.read("param", name, options, at, names.problems());
    declared.put(name, parameter);
    values.declare(name, value(at, parameter));
  }

  private Object value(SourcePosition at, Parameter parameter) {
    ValueType type = ValueType.named(parameter.type());
    Object value = given.get(parameter.name());
    if (value == null) {
      return missing(at, parameter, type);
    }
    try {
      Object said = type == ValueType.STRING && isScalar(value) ? NumberText.of(value) : value;
      Object converted = said instanceof String text ? type.parse(text) : type.check(said);
      return converted == null ? type.sample() : converted;
    } catch (BadValue e) {
      at.report(
          names.problems(),
          "script parameter '" + parameter.name() + "' " + e.getMessage(),
          "give --param " + parameter.name() + "=...");
      return type.sample();
    }
  }

  /**
   * Returns whether a value can become a string: a file of parameters may have a number for one, as
   * in {@code label: 5}.
   */
  private static boolean isScalar(Object value) {
    return value instanceof Number || value instanceof Boolean;
  }

  private Object missing(SourcePosition at, Parameter parameter, ValueType type) {
    @Nullable Object otherwise = parameter.defaultValue();
    if (otherwise != null) {
      return otherwise;
    }
    if (!samples) {
      at.report(
          names.problems(),
          "script parameter '" + parameter.name() + "' has no value",
          "give --param " + parameter.name() + "=...");
    }
    return type.sample();
  }

  void reportUnknown(String script) {
    for (String name : given.keySet()) {
      if (!declared.containsKey(name)) {
        String known =
            declared.isEmpty()
                ? "the script declares none"
                : "it has " + String.join(", ", declared.keySet());
        names
            .problems()
            .add(
                new SourceRef(script, 0, 0),
                0,
                "",
                "unknown script parameter '" + name + "'",
                Nearest.question(name, declared.keySet(), known));
      }
    }
  }
}
