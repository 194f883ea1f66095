package io.balsam.engine.process;

import java.util.Map;
import java.util.Optional;

/**
 * What the start script did to this process's locale. The JVM reads file names, arguments and
 * variables by it, so where it is not UTF-8 the script sets LC_ALL, and says what it was. All that
 * is started from here gets back the locale there was.
 */
public final class OwnLocale {

  private static final String NAME = "LC_ALL";

  /** System property with the value that was there before, empty for none. */
  private static final Optional<String> BEFORE =
      Optional.ofNullable(System.getProperty("balsam.locale"));

  private OwnLocale() {}

  /** Gives a process the locale there was. */
  public static ProcessBuilder restore(ProcessBuilder builder) {
    if (BEFORE.isPresent()) {
      restore(builder.environment());
    }
    return builder;
  }

  /** Puts the locale there was into environment variables. */
  public static void restore(Map<String, String> environment) {
    if (BEFORE.isPresent() && BEFORE.get().isEmpty()) {
      environment.remove(NAME);
    } else if (BEFORE.isPresent()) {
      environment.put(NAME, BEFORE.get());
    }
  }

  /** What the script set, for another JVM started from here; empty when it set nothing. */
  public static Optional<String> set() {
    return BEFORE.map(before -> NAME + "=" + System.getenv().getOrDefault(NAME, ""));
  }
}
