package io.balsam.server;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.balsam.engine.api.StoreAwayException;
import io.balsam.server.tls.Pinned.WrongKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one owner. A request whose connection is lost is repeated if that is harmless;
 * one that was answered never is.
 */
final class Connection {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Supplier<Optional<OwnerAddress>> owner;
  private final Duration patience;

  /** The request was not executed, and another try may reach an owner that executes it. */
  private static final class NotTaken extends IOException {
    private static final long serialVersionUID = 1;

    NotTaken(String message) {
      super(message);
    }
  }

  /** The session of a request does not exist any more. */
  static final class SessionGone extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  Connection(Supplier<Optional<OwnerAddress>> owner, Duration patience) {
    this.owner = owner;
    this.patience = patience;
  }

  /** Sends a request that always has an answer. */
  <T> T ask(Request request, TypeReference<T> type) {
    return find(request, type).orElseThrow(() -> strange("404 for " + request.path()));
  }

  /** Sends a request whose answer has no body. */
  void send(Request request) {
    Optional<Object> unused = send(request, null);
  }

  /** Sends a request for one object; empty when there is no such object. */
  <T> Optional<T> find(Request request, TypeReference<T> type) {
    return send(request, type);
  }

  private <T> Optional<T> send(Request request, @Nullable TypeReference<T> type) {
    long pause = FIRST_PAUSE.toMillis();
    long firstLoss = 0;
    while (true) {
      try {
        return once(request, type);
      } catch (IOException e) {
        if (unreadable(e)) {
          throw strange(e.getMessage());
        }
        WrongKey wrong = WrongKey.in(e);
        if (wrong != null) {
          throw new ApiException(
              ApiException.Kind.BROKEN,
              "the process that answers%s is not the owner; nothing was sent to it: %s"
                  .formatted(at(), wrong.getMessage()));
        }
        firstLoss = firstLoss == 0 ? System.nanoTime() : firstLoss;
        // A refused connection transmitted nothing, so even a command may be sent again.
        boolean again =
            request.harmless() || e instanceof ConnectException || e instanceof NotTaken;
        if (!again || System.nanoTime() - firstLoss > patience.toNanos()) {
          throw new ApiException(
              ApiException.Kind.UNREACHABLE, "the owner%s does not answer".formatted(at()), e);
        }
        pause(pause / 2 + ThreadLocalRandom.current().nextLong(pause));
        pause = Math.min(2 * pause, LONGEST_PAUSE.toMillis());
      }
    }
  }

  private String at() {
    return owner.get().map(address -> " at " + address.url()).orElse("");
  }

  private <T> Optional<T> once(Request request, @Nullable TypeReference<T> type)
      throws IOException {
    // Looked up anew each time: an owner that was restarted has another address and another token.
    OwnerAddress address =
        owner.get().orElseThrow(() -> new NotTaken("no owner has published its address"));
    HttpURLConnection http = answered(address, request);
    int status = http.getResponseCode();
    if (status < HttpURLConnection.HTTP_OK) {
      throw new IOException("the response was cut off in its first line");
    }
    if (status == HttpURLConnection.HTTP_NO_CONTENT) {
      return Optional.empty();
    }
    if (status == HttpURLConnection.HTTP_OK || status == HttpURLConnection.HTTP_CREATED) {
      try (InputStream body = http.getInputStream()) {
        return type == null ? Optional.empty() : Optional.of(value(http, body, type));
      }
    }
    if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
      throw unauthorized(address);
    }
    try (InputStream body = http.getErrorStream()) {
      byte[] bytes = body == null ? new byte[0] : body.readAllBytes();
      if (bytes.length < http.getContentLengthLong()) {
        throw brokeOff();
      }
      return refusal(status, bytes);
    }
  }

  /** Sends a request and waits for the beginning of the answer. */
  private HttpURLConnection answered(OwnerAddress address, Request request) throws IOException {
    try {
      HttpURLConnection http = HttpTransport.send(address, request);
      int unused = http.getResponseCode();
      return http;
    } catch (SSLException e) {
      if (!owner.get().equals(Optional.of(address))) {
        throw new NotTaken("another owner has taken over");
      }
      throw e;
    }
  }

  /** Parses the body; the JDK does not report a body that ends before its length. */
  private static <T> T value(HttpURLConnection http, InputStream body, TypeReference<T> type)
      throws IOException {
    try (JsonParser json = WireJson.MAPPER.createParser(body)) {
      if (json.nextToken() == null && http.getContentLengthLong() != 0) {
        throw brokeOff();
      }
      return WireJson.MAPPER.readValue(json, type);
    }
  }

  private static IOException brokeOff() {
    return new IOException("the response was cut off");
  }

  /** Returns the failure without the answer's body, which the JDK does not provide after a form. */
  private ApiException unauthorized(OwnerAddress asked) throws NotTaken {
    if (!owner.get().equals(Optional.of(asked))) {
      throw new NotTaken("another owner has taken over");
    }
    return new ApiException(
        ApiException.Kind.UNAUTHORIZED, "the owner at " + asked.url() + " refuses the token");
  }

  private <T> Optional<T> refusal(int status, byte[] body) throws NotTaken {
    ErrorBody error;
    try {
      error = WireJson.MAPPER.readValue(body, ErrorBody.class);
    } catch (IOException e) {
      throw strange("status " + status + " without an error document");
    }
    return switch (error.error()) {
      case ErrorBody.NO_SUCH_THING -> Optional.empty();
      case ErrorBody.NO_SUCH_SESSION -> throw new SessionGone();
      case ErrorBody.UNAVAILABLE -> throw new NotTaken(error.message());
      case ErrorBody.STORE_AWAY ->
          throw new ApiException(
              ApiException.Kind.UNREACHABLE,
              error.message(),
              new StoreAwayException(error.message()));
      case ErrorBody.BAD_REQUEST -> throw new IllegalArgumentException(error.message());
      case ErrorBody.CONFLICT -> throw new IllegalStateException(error.message());
      default -> throw new ApiException(ApiException.Kind.BROKEN, error.message());
    };
  }

  /** Returns whether the answer is complete but invalid, as opposed to one that broke off. */
  private static boolean unreadable(IOException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root instanceof JacksonException && !(root instanceof JsonEOFException);
  }

  private ApiException strange(@Nullable String what) {
    return new ApiException(
        ApiException.Kind.BROKEN,
        "the process that answers%s is not this Balsam: %s".formatted(at(), what));
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static ApiException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ApiException(
        ApiException.Kind.UNREACHABLE, "interrupted while waiting for the owner", e);
  }
}
