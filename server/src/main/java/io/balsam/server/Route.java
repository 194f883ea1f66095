package io.balsam.server;

import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One address and what it answers.
 *
 * @param method the HTTP method
 * @param path what the address must be
 * @param json whether the body is a JSON document, and not a form
 * @param status of a success
 * @param answer a value; a future of one, for an answer that takes no thread while it waits; null
 *     for an answer without a body
 */
record Route(String method, Pattern path, boolean json, int status, Function<Call, ?> answer) {

  private static Route of(String method, String path, int status, Function<Call, ?> answer) {
    return new Route(
        method, Pattern.compile(path.replace("{id}", "(\\d{1,18})")), false, status, answer);
  }

  /** Reads; a number in the address is written {@code {id}}. */
  static Route get(String path, Function<Call, ?> answer) {
    return of("GET", path, 200, answer);
  }

  static Route post(String path, Function<Call, ?> answer) {
    return of("POST", path, 200, answer);
  }

  /** Makes something new. */
  static Route create(String path, Function<Call, ?> answer) {
    return of("POST", path, 201, answer);
  }

  /** Takes something and has nothing to say to it. */
  static Route take(String method, String path, Function<Call, ?> answer) {
    return of(method, path, 204, answer);
  }

  /** The same, with a JSON document for its body. */
  Route withJson() {
    return new Route(method, path, true, status, answer);
  }

  static Route delete(String path, Function<Call, ?> answer) {
    return of("DELETE", path, 200, answer);
  }
}
