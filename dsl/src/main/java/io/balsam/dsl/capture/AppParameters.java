package io.balsam.dsl.capture;

import io.balsam.dsl.problem.ProblemLog;
import io.balsam.dsl.source.SourcePosition;
import io.balsam.engine.command.CommandTemplate;
import io.balsam.engine.domain.Parameter;
import io.balsam.engine.text.Nearest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parameters of an app: those declared, and those its command or function uses. */
final class AppParameters {

  private final ProblemLog problems;
  private final Map<String, Parameter> declared = new LinkedHashMap<>();
  private final Map<String, SourcePosition> places = new LinkedHashMap<>();

  AppParameters(ProblemLog problems) {
    this.problems = problems;
  }

  void declare(String name, Map<String, Object> options, SourcePosition at) {
    if (!CommandTemplate.isName(name)) {
      at.report(
          problems, "'" + name + "' is not a valid parameter name", "use letters, digits and _");
    } else if (declared.containsKey(name)) {
      at.report(problems, "parameter '" + name + "' is declared twice", "keep one of them");
    }
    declared.put(name, ParameterOptions.read("parameter", name, options, at, problems));
    places.put(name, at);
  }

  /**
   * Adds parameters that are used but not declared, and reports those declared but not used.
   *
   * @param used each parameter as it is without a declaration
   * @param where it would have to be used, for the message
   */
  void use(Map<String, Parameter> used, String where) {
    used.forEach(declared::putIfAbsent);
    places.forEach(
        (name, at) -> {
          if (!used.containsKey(name)) {
            at.report(
                problems,
                "parameter '" + name + "' is not used " + where,
                Nearest.question(name, used.keySet(), "use it or remove it"));
          }
        });
  }

  Map<String, Parameter> all() {
    return Collections.unmodifiableMap(declared);
  }
}
