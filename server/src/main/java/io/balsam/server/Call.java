package io.balsam.server;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.balsam.engine.api.Principal;
import io.balsam.server.http.Head;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A parsed request.
 *
 * @param principal on whose behalf it is executed
 * @param id the number in the address, 0 if it has none
 * @param params parameters of the query, and of the form body if there is one
 * @param document the body if it is JSON, else empty
 */
// Instances are never compared.
@SuppressWarnings("ArrayRecordComponent")
record Call(Principal principal, long id, Params params, byte[] document) {
  /** Maximum size of a form in bytes: some hundred thousand job IDs. */
  static final int LARGEST_FORM = 4 << 20;

  /** Maximum size of a document in bytes: a report of some hundred thousand jobs. */
  static final int LARGEST_DOCUMENT = 64 << 20;

  static final String FORM = "application/x-www-form-urlencoded";
  static final String JSON = "application/json";

  /**
   * Parses a request.
   *
   * @param id the number in the address, 0 if it has none
   * @param json whether the body is a JSON document, and not a form
   */
  static Call read(Principal principal, Head head, long id, boolean json, byte[] body) {
    Params params = Params.parse(head.query());
    String type = head.header("Content-Type");
    if (body.length > 0 && (type == null || !type.startsWith(json ? JSON : FORM))) {
      String wanted =
          json ? "a document as " + JSON : "parameters as a form (state=FAILED&run_id=3)";
      throw HttpProblem.badRequest("send %s, not as %s".formatted(wanted, type));
    }
    if (json) {
      return new Call(principal, id, params, body);
    }
    params.addAll(Params.parse(new String(body, StandardCharsets.UTF_8)));
    return new Call(principal, id, params, new byte[0]);
  }

  /** Decodes the percent-encoded characters of a path. */
  static String decode(String path) {
    try {
      return String.valueOf(URI.create(path).getPath());
    } catch (IllegalArgumentException e) {
      throw HttpProblem.badRequest("'%s' is not a path: %s".formatted(path, e.getMessage()));
    }
  }

  /** Parses the document as the given type; refuses NUL characters in its texts. */
  <T> T json(TypeReference<T> type) {
    return read(WireJson.WITHOUT_NUL, type);
  }

  /** Parses a document with output of programs, whose texts may contain any character. */
  <T> T jsonWithOutput(TypeReference<T> type) {
    return read(WireJson.MAPPER, type);
  }

  private <T> T read(ObjectMapper mapper, TypeReference<T> type) {
    if (document.length == 0) {
      throw HttpProblem.badRequest("a body of type " + JSON + " is missing");
    }
    try {
      return mapper.readValue(document, type);
    } catch (JacksonException e) {
      throw HttpProblem.badRequest("the body cannot be read: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw HttpProblem.badRequest("the body cannot be read: " + e.getMessage());
    }
  }
}
