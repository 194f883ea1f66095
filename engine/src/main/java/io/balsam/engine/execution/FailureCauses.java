package io.balsam.engine.execution;

import io.balsam.engine.domain.Script;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Describes failures in the code of a script, for users: the message and the script's line. */
public final class FailureCauses {

  private FailureCauses() {}

  public static Map<String, Object> of(String what, Throwable error, Script script) {
    Map<String, Object> data = new LinkedHashMap<>();
    String message = error.getMessage();
    data.put(
        "message", what + ": " + (message == null ? error.getClass().getSimpleName() : message));
    data.put("exception", error.getClass().getName());
    String where = where(error, script);
    if (!where.isEmpty()) {
      data.put("at", where);
    }
    return data;
  }

  /**
   * Returns {@code file:line} of the innermost frame in one of the script's files; empty for none.
   */
  public static String where(Throwable error, Script script) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      for (StackTraceElement frame : cause.getStackTrace()) {
        String file = frame.getFileName();
        if (file != null && frame.getLineNumber() > 0) {
          for (String name : script.texts().keySet()) {
            if (name.equals(file) || Path.of(name).endsWith(file)) {
              return name + ":" + frame.getLineNumber();
            }
          }
        }
      }
    }
    return "";
  }
}
