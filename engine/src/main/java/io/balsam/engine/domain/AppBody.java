package io.balsam.engine.domain;

import java.util.List;

/** Command or function that an app runs. */
public sealed interface AppBody {

  /**
   * Command line with {@code {{name}}} for the parameters.
   *
   * @param template the text as written
   */
  record Command(String template) implements AppBody {}

  /**
   * Code that runs in the launcher's JVM.
   *
   * @param parameters names in the order of {@code code}'s arguments
   * @param code code to call
   */
  record Function(List<String> parameters, FunctionCode code) implements AppBody {}
}
