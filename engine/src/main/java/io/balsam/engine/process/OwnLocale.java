package io.balsam.engine.process;

import java.util.Map;
import java.util.Optional;

/**
 * Undoes the start script's change of the locale. The JVM decodes file names, arguments and
 * variables by the locale, so where that is not UTF-8 the script sets LC_ALL and passes on the
 * former value. Every process started from here gets the former locale back.
 */
public final class OwnLocale {

  private static final String NAME = "LC_ALL";

  /** System property with the former value, empty for none. */
  private static final Optional<String> BEFORE =
      Optional.ofNullable(System.getProperty("balsam.locale"));

  private OwnLocale() {}

  /** Restores the former locale for a process. */
  public static ProcessBuilder restore(ProcessBuilder builder) {
    if (BEFORE.isPresent()) {
      restore(builder.environment());
    }
    return builder;
  }

  /** Restores the former locale in environment variables. */
  public static void restore(Map<String, String> environment) {
    if (BEFORE.isPresent() && BEFORE.get().isEmpty()) {
      environment.remove(NAME);
    } else if (BEFORE.isPresent()) {
      environment.put(NAME, BEFORE.get());
    }
  }

  /**
   * Returns the variable that the script set, for another JVM started from here; empty when it set
   * none.
   */
  public static Optional<String> set() {
    return BEFORE.map(before -> NAME + "=" + System.getenv().getOrDefault(NAME, ""));
  }
}
