package io.balsam.globus.api;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests as Globus's own clients do: not too many in a second, each with a limit of time
 * and size, and again with growing pauses while the service is busy or cannot be reached.
 */
public final class Web {

  private static final int RETRIES = 5;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final double LONGEST_PAUSE = 10;
  private static final long LONGEST_WAIT = 60;
  private static final int MOST_BYTES = 32 << 20;

  private final RequestMeter meter;
  private final ProxySelector proxy;
  private @Nullable HttpClient client;

  /** Creates a sender; it opens nothing before the first request. */
  public Web(Clock clock, ProxySelector proxy) {
    this.proxy = proxy;
    this.meter = new RequestMeter(clock, 200, Duration.ofSeconds(10));
  }

  /**
   * Returns the answer, be it good or bad, once there is one that a repetition would not change.
   *
   * @throws PluginException TRANSIENT when there is none
   */
  Reply send(HttpRequest request) {
    for (int attempt = 0; ; attempt++) {
      Reply reply;
      try {
        reply = once(request);
      } catch (IOException e) {
        if (attempt == RETRIES) {
          throw new PluginException(
              ErrorKind.TRANSIENT,
              "no answer from %s: %s".formatted(request.uri().getHost(), words(e)),
              e);
        }
        pause(backOff(attempt));
        continue;
      }
      if (reply.ok() || !reply.error().passes() || attempt == RETRIES) {
        return reply;
      }
      if (reply.retryAfter() > LONGEST_WAIT) {
        throw new PluginException(
            ErrorKind.TRANSIENT,
            "%s is busy, and asks to wait %d s"
                .formatted(request.uri().getHost(), reply.retryAfter()));
      }
      pause(reply.retryAfter() > 0 ? Duration.ofSeconds(reply.retryAfter()) : backOff(attempt));
    }
  }

  private Reply once(HttpRequest request) throws IOException {
    pause(meter.next());
    CompletableFuture<HttpResponse<String>> answer =
        client().sendAsync(request, info -> new LimitedBody(MOST_BYTES));
    try {
      HttpResponse<String> response = answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      String wait = response.headers().firstValue("Retry-After").orElse("");
      return new Reply(
          response.statusCode(),
          response.body(),
          wait.matches("\\d{1,9}") ? Long.parseLong(wait) : 0);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("none within %d s".formatted(LIMIT.toSeconds()), e);
    } catch (ExecutionException e) {
      throw new IOException(words(e.getCause() == null ? e : e.getCause()), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw interrupted(e);
    }
  }

  private synchronized HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(CONNECT)
              .proxy(proxy)
              .followRedirects(HttpClient.Redirect.NEVER)
              .build();
    }
    return client;
  }

  private static Duration backOff(int attempt) {
    double seconds = ThreadLocalRandom.current().nextDouble(0.25, 0.75) * (1 << attempt);
    return Duration.ofMillis(Math.round(Math.min(seconds, LONGEST_PAUSE) * 1000));
  }

  private static void pause(Duration time) {
    if (time.isZero()) {
      return;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static PluginException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new PluginException(ErrorKind.TRANSIENT, "interrupted", cause);
  }

  private static String words(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
