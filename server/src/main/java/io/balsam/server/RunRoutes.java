package io.balsam.server;

import com.fasterxml.jackson.core.type.TypeReference;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.NewRun;
import io.balsam.engine.api.Page;
import io.balsam.engine.api.RunView;
import java.util.List;

/** Routes of {@code /runs}. */
final class RunRoutes {

  private static final TypeReference<NewRun> NEW_RUN = new TypeReference<>() {};

  private final Balsam balsam;

  RunRoutes(Balsam balsam) {
    this.balsam = balsam;
  }

  List<Route> all() {
    return List.of(
        Route.get("/runs", this::runs),
        Route.create("/runs", this::submit).withJson(),
        Route.post("/runs/remove", this::remove),
        Route.get("/runs/{id}", this::run),
        Route.get("/runs/{id}/graph", this::graph),
        Route.get("/runs/{id}/script", this::script));
  }

  private Object runs(Call call) {
    call.params().nothingElse();
    List<RunView> runs = balsam.runs();
    return new Page<>(runs.size(), runs);
  }

  private Object submit(Call call) {
    NewRun asked = call.json(NEW_RUN);
    call.params().nothingElse();
    return balsam.as(call.principal()).submit(asked);
  }

  private Object remove(Call call) {
    List<Long> ids = call.params().numbers("id");
    boolean trial = call.params().flag("trial");
    call.params().nothingElse();
    if (ids.isEmpty()) {
      throw HttpProblem.badRequest("name the runs by id");
    }
    return balsam.as(call.principal()).removeRuns(ids, trial);
  }

  private Object run(Call call) {
    call.params().nothingElse();
    return balsam.run(call.id()).orElseThrow(() -> HttpProblem.noSuch("run", call.id()));
  }

  private Object graph(Call call) {
    call.params().nothingElse();
    return balsam.graph(call.id()).orElseThrow(() -> HttpProblem.noSuch("run", call.id()));
  }

  private Object script(Call call) {
    call.params().nothingElse();
    return balsam.script(call.id()).orElseThrow(() -> HttpProblem.noSuch("run", call.id()));
  }
}
