package io.balsam.globus.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Refusal by Globus.
 *
 * @param status HTTP status
 * @param code Globus's own word, as {@code ConsentRequired}; empty when the body is none of
 *     Globus's
 * @param message its words, in one line
 * @param scopes what a token would have to be for
 * @param session whether one has to log in again, in another way than before
 */
record ApiError(int status, String code, String message, List<String> scopes, boolean session) {

  static ApiError of(int status, String body) {
    JsonNode root;
    try {
      root = Documents.json().readTree(body);
    } catch (JsonProcessingException e) {
      root = Documents.json().createObjectNode();
    }
    String code = root.path("code").asText(root.path("error").asText(""));
    String message =
        root.path("message").asText(root.path("error_description").asText("HTTP " + status));
    List<String> scopes = new ArrayList<>();
    root.path("required_scopes").forEach(scope -> scopes.add(scope.asText()));
    if (root.has("required_scope")) {
      scopes.add(root.path("required_scope").asText());
    }
    JsonNode session = root.path("authorization_parameters");
    if (session.has("session_message")) {
      message = session.path("session_message").asText();
    }
    return new ApiError(
        status, code, line(message), List.copyOf(scopes), session.isObject() && !session.isEmpty());
  }

  /** Returns whether the same request may be answered the next time. */
  boolean passes() {
    boolean storage = code.contains("ExternalError") || code.contains("EndpointError");
    return status == 429 || (!storage && List.of(500, 502, 503, 504).contains(status));
  }

  boolean consentRequired() {
    return status == 403 && code.equals("ConsentRequired") && !scopes.isEmpty();
  }

  /** Returns whether a path does not exist, as far as the code tells. */
  boolean missing() {
    return code.endsWith("NotFound") || status == 404;
  }

  PluginException exception() {
    String words =
        code.isEmpty() ? "Globus: " + message : "Globus: %s (%s)".formatted(message, code);
    if (session || consentRequired()) {
      return new PluginException(ErrorKind.SITE, words + "; " + Tokens.LOG_IN);
    }
    return switch (status) {
      case 400, 422 -> new PluginException(ErrorKind.USER, words);
      case 401 -> new PluginException(ErrorKind.SITE, words + "; " + Tokens.LOG_IN);
      case 403, 404, 405, 409 -> new PluginException(ErrorKind.SITE, words);
      default -> new PluginException(ErrorKind.TRANSIENT, words);
    };
  }

  private static String line(String text) {
    return text.lines()
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .collect(Collectors.joining("; "));
  }
}
