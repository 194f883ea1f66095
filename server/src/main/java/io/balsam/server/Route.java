package io.balsam.server;

import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * An address and the function that answers it.
 *
 * @param method the HTTP method
 * @param path pattern of the address
 * @param json whether the body is a JSON document, and not a form
 * @param status status of a success
 * @param answer returns a value; a future of one, for an answer that takes no thread while it
 *     waits; null for an answer without a body
 */
record Route(String method, Pattern path, boolean json, int status, Function<Call, ?> answer) {

  /** Creates a route; a number in the address is written {@code {id}}. */
  static Route of(String method, String path, int status, Function<Call, ?> answer) {
    return new Route(
        method, Pattern.compile(path.replace("{id}", "(\\d{1,18})")), false, status, answer);
  }

  /** Creates a route that reads. */
  static Route get(String path, Function<Call, ?> answer) {
    return of("GET", path, 200, answer);
  }

  static Route post(String path, Function<Call, ?> answer) {
    return of("POST", path, 200, answer);
  }

  /** Creates a route that makes a new object. */
  static Route create(String path, Function<Call, ?> answer) {
    return of("POST", path, 201, answer);
  }

  /** Creates a route that accepts a request and answers without a body. */
  static Route take(String method, String path, Function<Call, ?> answer) {
    return of(method, path, 204, answer);
  }

  /** Returns the same route, with a JSON document for its body. */
  Route withJson() {
    return new Route(method, path, true, status, answer);
  }

  static Route delete(String path, Function<Call, ?> answer) {
    return of("DELETE", path, 200, answer);
  }
}
