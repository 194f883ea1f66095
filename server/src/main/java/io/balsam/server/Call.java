package io.balsam.server;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.balsam.server.http.Head;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * One request, understood.
 *
 * @param id the number in the address, 0 where it has none
 * @param params of the query, and of the form body where there is one
 * @param document the body where it is JSON, else empty
 */
// Never compared with another one.
@SuppressWarnings("ArrayRecordComponent")
record Call(long id, Params params, byte[] document) {
  /** Room for some hundred thousand job ids. */
  static final int LARGEST_FORM = 4 << 20;

  /** Room for a report of some hundred thousand jobs. */
  static final int LARGEST_DOCUMENT = 64 << 20;

  static final String FORM = "application/x-www-form-urlencoded";
  static final String JSON = "application/json";

  static Call read(Head head, Routes.Found found, byte[] body) {
    Params params = Params.parse(head.query());
    boolean json = found.route().json();
    String type = head.header("Content-Type");
    if (body.length > 0 && (type == null || !type.startsWith(json ? JSON : FORM))) {
      String wanted =
          json ? "a document as " + JSON : "parameters as a form (state=FAILED&run_id=3)";
      throw HttpProblem.badRequest("send %s, not as %s".formatted(wanted, type));
    }
    if (json) {
      return new Call(found.id(), params, body);
    }
    params.addAll(Params.parse(new String(body, StandardCharsets.UTF_8)));
    return new Call(found.id(), params, new byte[0]);
  }

  /** A path as it was meant. */
  static String decode(String path) {
    try {
      return String.valueOf(URI.create(path).getPath());
    } catch (IllegalArgumentException e) {
      throw HttpProblem.badRequest("'%s' is no path: %s".formatted(path, e.getMessage()));
    }
  }

  /** The document, as what it must be, with no NUL in its texts. */
  <T> T json(TypeReference<T> type) {
    return read(HttpTransport.WITHOUT_NUL, type);
  }

  /** The same of one that tells what programs said, which may be anything. */
  <T> T told(TypeReference<T> type) {
    return read(HttpTransport.JSON, type);
  }

  private <T> T read(ObjectMapper mapper, TypeReference<T> type) {
    if (document.length == 0) {
      throw HttpProblem.badRequest("a body of the kind " + JSON + " is missing");
    }
    try {
      return mapper.readValue(document, type);
    } catch (JacksonException e) {
      throw HttpProblem.badRequest("the body is not understood: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw HttpProblem.badRequest("the body is not understood: " + e.getMessage());
    }
  }
}
