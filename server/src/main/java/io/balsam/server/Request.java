package io.balsam.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request to an owner.
 *
 * @param method the HTTP method
 * @param path with its query
 * @param type content type of the body; empty when there is none
 * @param body null when there is none
 * @param longer time that the owner may take beyond the usual
 * @param harmless whether it may be sent again when it is unknown whether it arrived
 */
// Instances are never compared.
@SuppressWarnings("ArrayRecordComponent")
record Request(
    String method,
    String path,
    String type,
    byte @Nullable [] body,
    Duration longer,
    boolean harmless) {

  /**
   * Maximum length of a query; longer addresses may be refused or cut, so the form goes in the
   * body.
   */
  private static final int LONGEST_QUERY = 2_000;

  static Request get(String path) {
    return new Request("GET", path, "", null, Duration.ZERO, true);
  }

  /** Creates a read with many parameters. */
  static Request query(String path, Params params, Duration wait) {
    String form = params.encode();
    return form.length() <= LONGEST_QUERY
        ? get(path + "?" + form).waiting(wait)
        : form("POST", path + "/query", params).repeatable().waiting(wait);
  }

  /** Creates a request with parameters as a form. */
  static Request form(String method, String path, Params params) {
    byte[] body = params.encode().getBytes(StandardCharsets.UTF_8);
    return new Request(method, path, Call.FORM, body, Duration.ZERO, false);
  }

  /** Creates a request with parameters in the address, and no body. */
  static Request delete(String path, Params params) {
    return new Request("DELETE", path + "?" + params.encode(), "", null, Duration.ZERO, true);
  }

  /** Creates a request with a value as JSON. */
  static Request json(String path, Object value) {
    try {
      byte[] body = WireJson.MAPPER.writeValueAsBytes(value);
      return new Request("POST", path, Call.JSON, body, Duration.ZERO, false);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("this cannot be sent as JSON: " + e.getMessage(), e);
    }
  }

  /** Returns the same request, marked as harmless when it arrives twice. */
  Request repeatable() {
    return new Request(method, path, type, body, longer, true);
  }

  /** Returns the same request, which the owner may delay for the given time. */
  Request waiting(Duration wait) {
    return new Request(method, path, type, body, wait, harmless);
  }
}
