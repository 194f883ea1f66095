package io.balsam.engine.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Recognises keys whose values are secret, and which therefore must not be in settings. */
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

  /**
   * Last parts of such a key that make it harmless: its value then only says where the secret is.
   */
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

  /** Returns the message about such a key. */
  static String complaint(String key) {
    return ("%s: secrets do not belong in settings: keep it in a file that only you can read "
            + "(chmod 600) or in the environment")
        .formatted(key);
  }

  /** Returns the message about a database address that contains a secret. */
  static String inAddress(String key) {
    return key
        + ": secrets do not belong in settings: the password of a database goes into ~/.pgpass";
  }
}
