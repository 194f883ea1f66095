package io.balsam.engine.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Keys whose values nobody else may read, and which therefore must not stand in settings. */
final class Secrets {

  private static final Set<String> WORDS =
      Set.of(
          "password",
          "passwd",
          "passphrase",
          "token",
          "secret",
          "secrets",
          "credential",
          "credentials",
          "apikey");

  /** What such a key may end in: then its value only says where the secret is. */
  private static final Set<String> PLACES = Set.of("file", "path", "env", "command");

  private Secrets() {}

  static boolean named(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    List<String> parts = List.of(lower.split("[_.-]"));
    return !PLACES.contains(parts.get(parts.size() - 1))
        && (parts.stream().anyMatch(WORDS::contains)
            || lower.endsWith("api_key")
            || lower.endsWith("private_key"));
  }

  /** What to say of one. */
  static String complaint(String key) {
    return ("%s: secrets do not belong in settings: keep it in a file that only you can read "
            + "(chmod 600) or in the environment")
        .formatted(key);
  }

  /** What to say of a database address that holds one. */
  static String inAddress(String key) {
    return key
        + ": secrets do not belong in settings: the password of a database goes into ~/.pgpass";
  }
}
