package io.balsam.server;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one owner. A lost connection is tried again where that can do no harm; an answer,
 * whatever it says, never is.
 */
final class Connection {
  private static final int TRIES = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Addresses get refused or cut somewhere above this length; then the form goes in the body. */
  private static final int LONGEST_QUERY = 2_000;

  private final String url;
  private final String token;

  /**
   * One request.
   *
   * @param form its body, null for a GET
   * @param longer how long the owner may take beyond the usual
   */
  private record Request(String path, @Nullable String form, Duration longer) {}

  Connection(String url, String token) {
    this.url = url;
    this.token = token;
  }

  /** A read; empty when there is no such thing. */
  <T> Optional<T> get(String path, TypeReference<T> type) {
    return send(new Request(path, null, Duration.ZERO), type, true);
  }

  /** A read with many parameters. */
  <T> T query(String path, Params params, Duration wait, TypeReference<T> type) {
    String form = params.encode();
    Request request =
        form.length() <= LONGEST_QUERY
            ? new Request(path + "?" + form, null, wait)
            : new Request(path + "/query", form, wait);
    return send(request, type, true).orElseThrow(() -> strange("404 for " + path));
  }

  /** A command. */
  <T> T post(String path, Params params, TypeReference<T> type) {
    return send(new Request(path, params.encode(), Duration.ZERO), type, false)
        .orElseThrow(() -> strange("404 for " + path));
  }

  private <T> Optional<T> send(Request request, TypeReference<T> type, boolean harmless) {
    long pause = FIRST_PAUSE.toMillis();
    for (int attempt = 1; ; attempt++) {
      try {
        return once(request, type);
      } catch (IOException e) {
        if (unreadable(e)) {
          throw strange(e.getMessage());
        }
        // A connection that was refused carried nothing, so even a command may be sent again.
        boolean again = harmless || e instanceof ConnectException;
        if (!again || attempt == TRIES) {
          throw new FacadeException(
              FacadeException.Kind.UNREACHABLE, "the owner at " + url + " does not answer", e);
        }
        pause(pause + ThreadLocalRandom.current().nextLong(pause));
        pause *= 2;
      }
    }
  }

  private <T> Optional<T> once(Request request, TypeReference<T> type) throws IOException {
    HttpURLConnection http = open(request);
    if (request.form != null) {
      write(http, request.form);
    }
    int status = http.getResponseCode();
    if (status < HttpURLConnection.HTTP_OK) {
      throw new IOException("the answer broke off in its first line");
    }
    if (status == HttpURLConnection.HTTP_OK) {
      try (InputStream body = http.getInputStream()) {
        return Optional.of(Wire.JSON.readValue(body, type));
      }
    }
    if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
      // Without its body, which the JDK does not hand out after a form.
      throw new FacadeException(
          FacadeException.Kind.UNAUTHORIZED, "the owner at " + url + " refuses the token");
    }
    try (InputStream body = http.getErrorStream()) {
      return refusal(status, body == null ? new byte[0] : body.readAllBytes());
    }
  }

  private HttpURLConnection open(Request request) throws IOException {
    HttpURLConnection http =
        (HttpURLConnection) URI.create(url + request.path).toURL().openConnection(Proxy.NO_PROXY);
    http.setConnectTimeout((int) CONNECT.toMillis());
    http.setReadTimeout((int) PATIENCE.plus(request.longer).toMillis());
    http.setInstanceFollowRedirects(false);
    http.setUseCaches(false);
    http.setRequestProperty("Authorization", "Bearer " + token);
    return http;
  }

  private static void write(HttpURLConnection http, String form) throws IOException {
    byte[] body = form.getBytes(StandardCharsets.UTF_8);
    http.setRequestMethod("POST");
    http.setRequestProperty("Content-Type", Call.FORM);
    http.setDoOutput(true);
    // With a length given beforehand the JDK does not repeat a POST behind our back.
    http.setFixedLengthStreamingMode(body.length);
    try (OutputStream out = http.getOutputStream()) {
      out.write(body);
    }
  }

  private <T> Optional<T> refusal(int status, byte[] body) {
    ErrorBody error;
    try {
      error = Wire.JSON.readValue(body, ErrorBody.class);
    } catch (IOException e) {
      throw strange("status " + status + " without a reason");
    }
    return switch (error.error()) {
      case ErrorBody.NO_SUCH_THING -> Optional.empty();
      case ErrorBody.BAD_REQUEST -> throw new IllegalArgumentException(error.message());
      case ErrorBody.CONFLICT -> throw new IllegalStateException(error.message());
      default -> throw new FacadeException(FacadeException.Kind.BROKEN, error.message());
    };
  }

  /** Whether the answer came whole and makes no sense, as against one that broke off. */
  private static boolean unreadable(IOException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root instanceof JacksonException && !(root instanceof JsonEOFException);
  }

  private FacadeException strange(@Nullable String what) {
    return new FacadeException(
        FacadeException.Kind.BROKEN, "what answers at " + url + " is no Balsam of ours: " + what);
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static FacadeException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new FacadeException(
        FacadeException.Kind.UNREACHABLE, "interrupted while waiting for the owner", e);
  }
}
