package io.balsam.engine.domain;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a script met when it was read first, so that it meets the same when it is read again.
 *
 * @param directory where its relative files start; empty for the directory of whoever reads it
 * @param environment variables it asks for and no others; empty values for those that were not set
 * @param marks digests of what its code depends on, by {@code app} and {@code app/variable}: they
 *     tell whether the script reads differently
 */
public record ScriptContext(
    Path directory, Map<String, Optional<String>> environment, Map<String, String> marks) {

  /** Of a script that was read by an earlier version, or that is read for the first time. */
  public static final ScriptContext UNKNOWN = new ScriptContext(Path.of(""), Map.of(), Map.of());
}
