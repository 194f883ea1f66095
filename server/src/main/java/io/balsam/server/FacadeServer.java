package io.balsam.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.balsam.engine.api.Balsam;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves a {@link Balsam} to other processes of this host, to whoever has the token. */
public final class FacadeServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FacadeServer.class);

  private static final int THREADS = 16;

  private final HttpServer http;
  private final ExecutorService threads;
  private final Routes routes;
  private final byte[] authorization;

  private FacadeServer(HttpServer http, Balsam balsam, String token) {
    this.http = http;
    this.threads = Executors.newFixedThreadPool(THREADS, FacadeServer::daemon);
    this.routes = new Routes(balsam, THREADS / 2);
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
    if (token.isBlank()) {
      throw new IllegalArgumentException("the token must not be empty");
    }
    // Read once, when the JDK's server class is loaded. Without the first, an answer in two writes
    // waits 40 ms for the other side's acknowledgement; without the others, a client that stalls
    // holds a thread for ever.
    setting("sun.net.httpserver.nodelay", "true");
    setting("sun.net.httpserver.maxReqTime", "60");
    setting("sun.net.httpserver.maxRspTime", "600");
    try {
      InetAddress loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
      HttpServer http = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
      FacadeServer server = new FacadeServer(http, balsam, token);
      http.setExecutor(server.threads);
      http.createContext("/", server::handle);
      http.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on the loopback address", e);
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
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        Answer.send(exchange, 200, answer(exchange));
      } catch (RuntimeException e) {
        HttpProblem problem = problem(exchange, e);
        if (problem.status == 401) {
          exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        }
        Answer.send(exchange, problem.status, problem.body());
      }
    }
  }

  private Object answer(HttpExchange exchange) throws IOException {
    authorize(exchange.getRequestHeaders().getFirst("Authorization"));
    Routes.Found found =
        routes.find(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
    return found.answer().apply(Call.read(exchange, found.id()));
  }

  private void authorize(@Nullable String given) {
    byte[] bytes = (given == null ? "" : given).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(bytes, authorization)) {
      throw new HttpProblem(
          401, ErrorBody.UNAUTHORIZED, "the token in the Authorization header is not this owner's");
    }
  }

  private static HttpProblem problem(HttpExchange exchange, RuntimeException e) {
    if (e instanceof HttpProblem problem) {
      return problem;
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
