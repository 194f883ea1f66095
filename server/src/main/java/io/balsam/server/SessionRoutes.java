package io.balsam.server;

import com.fasterxml.jackson.core.type.TypeReference;
import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.api.launcher.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Routes of {@code /sessions}, used by launchers. */
final class SessionRoutes {

  private static final TypeReference<OpenSession> OPEN = new TypeReference<>() {};
  private static final TypeReference<Report> REPORT = new TypeReference<>() {};

  private final Supplier<Sessions> sessions;

  SessionRoutes(Supplier<Sessions> sessions) {
    this.sessions = sessions;
  }

  List<Route> all() {
    return List.of(
        Route.create("/sessions", patient(this::open)).withJson(),
        Route.post("/sessions/{id}", patient(this::assignments)),
        Route.take("POST", "/sessions/{id}/report", patient(this::report)).withJson(),
        Route.take("DELETE", "/sessions/{id}", patient(this::close)));
  }

  /**
   * Answers a launcher with "unavailable" while the owner stops, so that it asks again, the next
   * owner.
   */
  private static Function<Call, @Nullable Object> patient(Function<Call, @Nullable Object> answer) {
    return call -> {
      try {
        return answer.apply(call);
      } catch (IllegalStateException e) {
        throw new HttpProblem(503, ErrorBody.UNAVAILABLE, String.valueOf(e.getMessage()));
      }
    };
  }

  private Object open(Call call) {
    OpenSession request = call.json(OPEN);
    call.params().nothingElse();
    return sessions.get().open(request);
  }

  // The server answers when the future completes, and reports its failure.
  @SuppressWarnings("FutureReturnValueIgnored")
  private Object assignments(Call call) {
    long received = call.params().number("received", 0, Long.MAX_VALUE, 0);
    Duration wait = Filters.waiting(call.params());
    call.params().nothingElse();
    return sessions.get().assignments(call.id(), received, wait);
  }

  private @Nullable Object report(Call call) {
    Report report = call.jsonWithOutput(REPORT);
    call.params().nothingElse();
    sessions.get().report(call.id(), report);
    return null;
  }

  private @Nullable Object close(Call call) {
    String why = call.params().one("why", "a string", text -> text).orElse("");
    call.params().nothingElse();
    sessions.get().close(call.id(), why);
    return null;
  }
}
