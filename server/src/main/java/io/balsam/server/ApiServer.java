package io.balsam.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.Principal;
import io.balsam.engine.api.StoreAwayException;
import io.balsam.engine.api.launcher.NoSuchSession;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.server.http.Head;
import io.balsam.server.http.HttpFront;
import io.balsam.server.http.Refusal;
import io.balsam.server.http.Reply;
import io.balsam.server.http.Requests;
import io.balsam.server.tls.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves a {@link Balsam}, or a part of it, to other processes that present the token. */
public final class ApiServer implements AutoCloseable, Requests {
  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

  /** Time in which requests are answered that the end of the server finds. */
  private static final Duration ANSWERING = Duration.ofSeconds(2);

  private static final int THREADS = 16;

  private final ThreadPoolExecutor threads = pool();

  /**
   * Threads for the session protocol, so that launchers are served however busy other clients keep
   * the rest.
   */
  private final ThreadPoolExecutor sessions = pool();

  private final Routes routes;
  private final Access access;
  private final HttpFront http;
  private final OwnerAddress address;

  private ApiServer(Routes routes, String token, ListenAddress where, @Nullable Identity identity)
      throws IOException {
    this.routes = routes;
    this.access = new Access(token, where.host());
    this.http = HttpFront.open(where.address(), this, identity);
    this.address =
        new OwnerAddress(
            "%s://%s:%d".formatted(identity == null ? "http" : "https", where.host(), http.port()),
            token,
            identity == null ? "" : identity.pin());
  }

  /**
   * Creates a pool; when the system provides no more threads, requests wait for the present ones.
   */
  private static ThreadPoolExecutor pool() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), ApiServer::daemon) {
          @Override
          public void execute(Runnable request) {
            try {
              super.execute(request);
            } catch (OutOfMemoryError noThread) {
              getQueue().add(request);
            }
          }
        };
    pool.prestartCoreThread();
    return pool;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "balsam-api");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts to serve on the loopback address and a free port. Closing the server leaves the API
   * open.
   *
   * @param balsam API to serve
   * @param token what a client must present; not empty
   */
  public static ApiServer start(Balsam balsam, String token) {
    return start(balsam, token, "", () -> Identity.fresh(Instant.now()));
  }

  /**
   * Starts to serve. Closing the server leaves the API open.
   *
   * @param balsam API to serve
   * @param token what a client must present; not empty
   * @param listen a host name or an address of this machine, by which other machines reach it,
   *     followed by {@code :port} if the port is fixed; empty for the loopback address
   * @param identity called when other machines reach it; then all connections are encrypted
   * @throws IllegalArgumentException when there is no such host
   * @throws UncheckedIOException when the address cannot be bound
   */
  public static ApiServer start(
      Balsam balsam, String token, String listen, Supplier<Identity> identity) {
    return start(Routes.of(balsam, new EventLongPoll(balsam)), token, listen, identity);
  }

  /**
   * Returns what is wrong with an address to listen on; empty when it can be bound, at some port.
   */
  public static Optional<String> refusal(String listen) {
    try {
      ListenAddress where = ListenAddress.on(listen);
      try (ServerSocket probe = new ServerSocket(0, 1, where.address().getAddress())) {
        return Optional.empty();
      } catch (IOException e) {
        return Optional.of(
            "cannot listen on '%s': it is not an address of this machine (%s)"
                .formatted(listen, e.getMessage()));
      }
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Returns whether only processes of this machine reach a server that listens there.
   *
   * @param listen the setting, free of mistakes
   */
  public static boolean isLocal(String listen) {
    return !ListenAddress.on(listen).reachable();
  }

  /**
   * Starts to serve the session protocol and nothing else.
   *
   * @param sessions API to serve
   * @param token what a client must present; not empty
   * @param listen as of {@link #start(Balsam, String, String, Supplier)}
   */
  public static ApiServer start(Sessions sessions, String token, String listen) {
    return start(Routes.of(sessions), token, listen, () -> Identity.fresh(Instant.now()));
  }

  private static ApiServer start(
      Routes routes, String token, String listen, Supplier<Identity> identity) {
    if (token.isBlank()) {
      throw new IllegalArgumentException("the token must not be empty");
    }
    ListenAddress where = ListenAddress.on(listen);
    try {
      return new ApiServer(routes, token, where, where.reachable() ? identity.get() : null);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen on %s: %s".formatted(where.address(), e.getMessage()), e);
    }
  }

  /** Returns its URL, such as {@code http://127.0.0.1:40123}. */
  public String url() {
    return address.url();
  }

  /** Returns the address, token and pin that a client needs. */
  public OwnerAddress address() {
    return address;
  }

  /**
   * Ends it. Requests that are being handled are answered first, for a moment: a run ends with the
   * command that cancels its last job.
   */
  @Override
  public void close() {
    // The threads are not interrupted: they may be reading the store.
    List<ThreadPoolExecutor> pools = List.of(threads, sessions);
    pools.forEach(ThreadPoolExecutor::shutdown);
    long end = System.nanoTime() + ANSWERING.toNanos();
    try {
      for (ThreadPoolExecutor pool : pools) {
        boolean unused = pool.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
    pools.forEach(pool -> pool.getQueue().clear());
  }

  @Override
  public Admitted admit(Head head) throws Refusal {
    Principal principal;
    try {
      principal = access.check(head);
    } catch (HttpProblem e) {
      throw refusal(e, true);
    }
    try {
      return new Asked(principal, head, routes.find(head.method(), Call.decode(head.path())));
    } catch (HttpProblem e) {
      throw refusal(e, false);
    }
  }

  @Override
  public Refusal tooLarge(int most) {
    return refusal(
        new HttpProblem(
            413, ErrorBody.TOO_LARGE, "this body may have at most " + (most >> 20) + " MiB"),
        false);
  }

  @Override
  public Refusal unreadable(String why) {
    return refusal(HttpProblem.badRequest("this is not an HTTP request: " + why), true);
  }

  private static Refusal refusal(HttpProblem problem, boolean stranger) {
    Map<String, String> headers =
        problem.status == 401
            ? Map.of("Content-Type", Call.JSON, "WWW-Authenticate", "Bearer")
            : Map.of("Content-Type", Call.JSON);
    try {
      byte[] body = WireJson.MAPPER.writeValueAsBytes(problem.body());
      return new Refusal(problem.status, headers, body, stranger);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An admitted request for an existing address. */
  private final class Asked implements Admitted {

    private final Principal principal;
    private final Head head;
    private final Routes.Found found;

    Asked(Principal principal, Head head, Routes.Found found) {
      this.principal = principal;
      this.head = head;
      this.found = found;
    }

    @Override
    public int most() {
      return found.route().json() ? Call.LARGEST_DOCUMENT : Call.LARGEST_FORM;
    }

    @Override
    public Executor threads() {
      return head.path().startsWith(Routes.VERSION + "/sessions") ? sessions : threads;
    }

    @Override
    public void handle(byte[] body, Reply reply) {
      int status = found.route().status();
      try {
        Object value =
            found
                .route()
                .answer()
                .apply(Call.read(principal, head, found.id(), found.route().json(), body));
        if (value instanceof CompletableFuture<?> later) {
          // No thread is held meanwhile; and the thread that completes the future need not write to
          // a client.
          CompletableFuture<?> unused =
              later.whenCompleteAsync((late, e) -> send(reply, status, late, e), threads());
        } else {
          send(reply, status, value, null);
        }
      } catch (RuntimeException e) {
        send(reply, 0, null, e);
      }
    }

    private void send(
        Reply reply, int status, @Nullable Object value, @Nullable Throwable failure) {
      try {
        if (failure != null) {
          HttpProblem problem = problem(failure);
          JsonResponse.send(reply, problem.status, problem.body());
        } else if (value == null) {
          reply.send(status, "", null);
        } else {
          JsonResponse.send(reply, status, value);
        }
      } catch (IOException | RuntimeException e) {
        // The client has gone, and asks again if it still needs the answer.
        LOG.debug("{} was not answered", head.path(), e);
        reply.abort();
      }
    }

    private HttpProblem problem(Throwable failure) {
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
      if (e instanceof StoreAwayException) {
        return new HttpProblem(503, ErrorBody.STORE_AWAY, String.valueOf(e.getMessage()));
      }
      LOG.error("{} {} failed", head.method(), head.path(), e);
      return new HttpProblem(
          500, ErrorBody.INTERNAL, "the owner failed on this request; its log says why: " + e);
    }
  }
}
