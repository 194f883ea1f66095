package io.balsam.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * One request, understood.
 *
 * @param id the number in the address, 0 where it has none
 * @param params of the query, and of the form body where there is one
 */
record Call(long id, Params params) {
  /** Room for some hundred thousand job ids. */
  static final int LARGEST_BODY = 4 << 20;

  static final String FORM = "application/x-www-form-urlencoded";

  static Call read(HttpExchange exchange, long id) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    Params params = Params.parse(query == null ? "" : query);
    if (exchange.getRequestMethod().equals("POST")) {
      params.addAll(Params.parse(body(exchange)));
    }
    return new Call(id, params);
  }

  private static String body(HttpExchange exchange) throws IOException {
    try (InputStream in = exchange.getRequestBody()) {
      byte[] bytes = in.readNBytes(LARGEST_BODY + 1);
      if (bytes.length > LARGEST_BODY) {
        throw new HttpProblem(
            413,
            ErrorBody.TOO_LARGE,
            "a request's body may have " + (LARGEST_BODY >> 20) + " MiB at most");
      }
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      if (bytes.length > 0 && (type == null || !type.startsWith(FORM))) {
        throw HttpProblem.badRequest(
            "send parameters as a form (state=FAILED&run_id=3), not as " + type);
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
