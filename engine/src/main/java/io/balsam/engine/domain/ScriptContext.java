package io.balsam.engine.domain;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Context in which a script was first read, kept so that reading it again gives the same result.
 *
 * @param directory base of its relative files; empty for the current directory of the reader
 * @param environment variables that it reads and no others; empty values for those that were not
 *     set
 * @param marks digests of what its code depends on, by {@code app} and {@code app/variable}: they
 *     show whether the script now reads differently
 */
public record ScriptContext(
    Path directory, Map<String, Optional<String>> environment, Map<String, String> marks) {

  /**
   * Context of a script that was read by an earlier version, or that is read for the first time.
   */
  public static final ScriptContext UNKNOWN = new ScriptContext(Path.of(""), Map.of(), Map.of());
}
