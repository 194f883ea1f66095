package io.balsam.engine.domain;

import java.util.List;

/** What an app does. */
public sealed interface AppBody {

  /**
   * A command line with {@code {{name}}} for the parameters.
   *
   * @param template the text as written
   */
  record Command(String template) implements AppBody {}

  /**
   * Code that runs on the launcher's JVM.
   *
   * @param parameters names in the order of {@code code}'s arguments
   * @param code what to call
   */
  record Function(List<String> parameters, FunctionCode code) implements AppBody {}
}
