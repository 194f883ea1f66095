package io.balsam.server;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Addresses get refused or cut somewhere above this length; then the form goes in the body. */
  private static final int LONGEST_QUERY = 2_000;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String url;
  private final String token;

  Connection(String url, String token) {
    this.url = url;
    this.token = token;
  }

  /** A read; empty when there is no such thing. */
  <T> Optional<T> get(String path, TypeReference<T> type) {
    return send(request(path, Duration.ZERO).build(), type, true);
  }

  /** A read with many parameters. */
  <T> T query(String path, Params params, Duration wait, TypeReference<T> type) {
    String form = params.encode();
    HttpRequest request =
        form.length() <= LONGEST_QUERY
            ? request(path + "?" + form, wait).build()
            : form(path + "/query", form, wait);
    return send(request, type, true).orElseThrow(() -> strange("404 for " + path));
  }

  /** A command. */
  <T> T post(String path, Params params, TypeReference<T> type) {
    return send(form(path, params.encode(), Duration.ZERO), type, false)
        .orElseThrow(() -> strange("404 for " + path));
  }

  private HttpRequest form(String path, String form, Duration wait) {
    return request(path, wait)
        .header("Content-Type", Call.FORM)
        .POST(BodyPublishers.ofString(form))
        .build();
  }

  private HttpRequest.Builder request(String path, Duration wait) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(PATIENCE.plus(wait))
        .header("Authorization", "Bearer " + token);
  }

  private <T> Optional<T> send(HttpRequest request, TypeReference<T> type, boolean harmless) {
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

  private <T> Optional<T> once(HttpRequest request, TypeReference<T> type) throws IOException {
    try {
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() == 200) {
          return Optional.of(Wire.JSON.readValue(body, type));
        }
        return refusal(response.statusCode(), body.readAllBytes());
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
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
      case ErrorBody.UNAUTHORIZED ->
          throw new FacadeException(FacadeException.Kind.UNAUTHORIZED, error.message());
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
