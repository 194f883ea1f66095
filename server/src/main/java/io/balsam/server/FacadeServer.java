package io.balsam.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.launcher.NoSuchSession;
import io.balsam.engine.api.launcher.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves a {@link Balsam}, or a part of it, to other processes: to whoever has the token. */
public final class FacadeServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FacadeServer.class);

  private static final int THREADS = 16;

  /** Launchers may come all at once, after an owner was restarted. */
  private static final int BACKLOG = 1024;

  private final HttpServer http;
  private final ExecutorService threads;
  private final Routes routes;
  private final String host;
  private final byte[] authorization;

  private FacadeServer(HttpServer http, Routes routes, String host, String token) {
    this.http = http;
    this.threads = Executors.newFixedThreadPool(THREADS, FacadeServer::daemon);
    this.routes = routes;
    this.host = host;
    this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Starts to serve on the loopback address and a free port. Closing the server leaves the façade
   * open.
   *
   * @param balsam what is served
   * @param token what a client must present; not empty
   */
  public static FacadeServer start(Balsam balsam, String token) {
    return start(balsam, token, "");
  }

  /**
   * Starts to serve. Closing the server leaves the façade open.
   *
   * @param balsam what is served
   * @param token what a client must present; not empty
   * @param listen a host name or an address of this machine, by which others reach it, {@code
   *     :port} behind it where the port must be a certain one; empty for the loopback address
   * @throws IllegalArgumentException when there is no such host
   * @throws UncheckedIOException when nobody can listen there
   */
  public static FacadeServer start(Balsam balsam, String token, String listen) {
    return start(Routes.of(balsam, new EventWaits(balsam)), token, listen);
  }

  /**
   * Starts to serve leases and nothing else.
   *
   * @param sessions what is served
   * @param token what a client must present; not empty
   * @param listen as of {@link #start(Balsam, String, String)}
   */
  public static FacadeServer start(Sessions sessions, String token, String listen) {
    return start(Routes.of(sessions), token, listen);
  }

  private static FacadeServer start(Routes routes, String token, String listen) {
    if (token.isBlank()) {
      throw new IllegalArgumentException("the token must not be empty");
    }
    // Read once, when the JDK's server class is loaded. Without the first, an answer in two writes
    // waits 40 ms for the other side's acknowledgement; without the next two, a client that stalls
    // holds a thread for ever; the last is the number of launchers between two of their requests.
    setting("sun.net.httpserver.nodelay", "true");
    setting("sun.net.httpserver.maxReqTime", "60");
    setting("sun.net.httpserver.maxRspTime", "600");
    setting("sun.net.httpserver.maxIdleConnections", "2000");
    Listening where = Listening.on(listen);
    try {
      HttpServer http = HttpServer.create(where.address(), BACKLOG);
      FacadeServer server = new FacadeServer(http, routes, where.host(), token);
      http.setExecutor(server.threads);
      http.createContext("/", server::handle);
      http.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen on %s: %s".formatted(where.address(), e.getMessage()), e);
    }
  }

  private static void setting(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "facade");
    thread.setDaemon(true);
    return thread;
  }

  /** Where it listens, such as {@code http://127.0.0.1:40123}. */
  public String url() {
    return "http://" + host + ":" + http.getAddress().getPort();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) {
    try {
      authorize(exchange.getRequestHeaders().getFirst("Authorization"));
      Routes.Found found =
          routes.find(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
      int status = found.route().status();
      Object value = found.route().answer().apply(Call.read(exchange, found));
      if (value instanceof CompletableFuture<?> later) {
        // No thread is held meanwhile; and whoever completes it need not write to a client.
        CompletableFuture<?> unused =
            later.whenCompleteAsync((late, e) -> send(exchange, status, late, e), threads);
      } else {
        send(exchange, status, value, null);
      }
    } catch (IOException | RuntimeException e) {
      send(exchange, 0, null, e);
    }
  }

  private static void send(
      HttpExchange exchange, int status, @Nullable Object value, @Nullable Throwable failure) {
    try (exchange) {
      if (failure instanceof IOException) {
        return;
      }
      if (failure != null) {
        refuse(exchange, problem(exchange, failure));
      } else if (value == null) {
        exchange.sendResponseHeaders(status, -1);
      } else {
        Answer.send(exchange, status, value);
      }
    } catch (IOException e) {
      // Whoever asked has gone, and asks again if he still wants to know.
      LOG.debug("{} was not answered", exchange.getRequestURI().getPath(), e);
    }
  }

  private static void refuse(HttpExchange exchange, HttpProblem problem) throws IOException {
    if (problem.status == 401) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
    }
    Answer.send(exchange, problem.status, problem.body());
  }

  private void authorize(@Nullable String given) {
    byte[] bytes = (given == null ? "" : given).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(bytes, authorization)) {
      throw new HttpProblem(
          401, ErrorBody.UNAUTHORIZED, "the token in the Authorization header is not this owner's");
    }
  }

  private static HttpProblem problem(HttpExchange exchange, Throwable failure) {
    Throwable e =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (e instanceof HttpProblem problem) {
      return problem;
    }
    if (e instanceof NoSuchSession) {
      return new HttpProblem(410, ErrorBody.NO_SUCH_SESSION, String.valueOf(e.getMessage()));
    }
    if (e instanceof IllegalArgumentException) {
      return HttpProblem.badRequest(String.valueOf(e.getMessage()));
    }
    if (e instanceof IllegalStateException) {
      return new HttpProblem(409, ErrorBody.CONFLICT, String.valueOf(e.getMessage()));
    }
    LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI().getPath(), e);
    return new HttpProblem(
        500, ErrorBody.INTERNAL, "the owner failed on this request; its log says why: " + e);
  }
}
