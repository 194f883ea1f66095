package io.balsam.server;

import com.fasterxml.jackson.core.type.TypeReference;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.Page;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.BatchJobState;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Routes of {@code /batch-jobs}. */
final class BatchJobRoutes {

  private static final TypeReference<List<BatchJobRequest>> REQUESTS = new TypeReference<>() {};

  private final Balsam balsam;

  BatchJobRoutes(Balsam balsam) {
    this.balsam = balsam;
  }

  List<Route> all() {
    return List.of(
        Route.get("/batch-jobs", this::find),
        Route.post("/batch-jobs/query", this::find),
        Route.create("/batch-jobs", this::submit).withJson(),
        Route.post("/batch-jobs/check", this::check).withJson(),
        Route.delete("/batch-jobs", this::deleteMany),
        Route.get("/batch-jobs/{id}", this::one),
        Route.take("DELETE", "/batch-jobs/{id}", this::delete));
  }

  private Object find(Call call) {
    List<Long> ids = call.params().numbers("id");
    Set<BatchJobState> states =
        call.params().constants("state", BatchJobState.class, BatchJobState.values());
    call.params().nothingElse();
    return page(balsam.batchJobs().find(ids, states));
  }

  private Object one(Call call) {
    call.params().nothingElse();
    return balsam.batchJobs().find(List.of(call.id()), Set.of()).stream()
        .findFirst()
        .orElseThrow(() -> HttpProblem.noSuch("BatchJob", call.id()));
  }

  private Object submit(Call call) {
    List<BatchJobRequest> requests = call.json(REQUESTS);
    call.params().nothingElse();
    return page(balsam.as(call.principal()).batchJobs().submit(requests));
  }

  private Object check(Call call) {
    List<BatchJobRequest> requests = call.json(REQUESTS);
    call.params().nothingElse();
    return page(balsam.batchJobs().check(requests));
  }

  private Object deleteMany(Call call) {
    List<Long> ids = call.params().numbers("id");
    call.params().nothingElse();
    if (ids.isEmpty()) {
      throw HttpProblem.badRequest("name the BatchJobs by id");
    }
    return balsam.as(call.principal()).batchJobs().delete(ids);
  }

  private @Nullable Object delete(Call call) {
    call.params().nothingElse();
    CommandResult result = balsam.as(call.principal()).batchJobs().delete(List.of(call.id()));
    if (result.done().isEmpty()) {
      one(call);
      throw new HttpProblem(
          409,
          ErrorBody.CONFLICT,
          "BatchJob " + call.id() + ": " + result.refused().get(call.id()));
    }
    return null;
  }

  private static <T> Page<T> page(List<T> rows) {
    return new Page<>(rows.size(), rows);
  }
}
