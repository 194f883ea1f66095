package io.balsam.server;

import com.fasterxml.jackson.core.type.TypeReference;
import io.balsam.engine.api.BatchJobTrial;
import io.balsam.engine.api.BatchJobs;
import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.Page;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.BatchJobState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** BatchJobs API of another process, over HTTP. */
final class RemoteBatchJobs implements BatchJobs {

  private static final TypeReference<Page<BatchJobInfo>> PAGE = new TypeReference<>() {};
  private static final TypeReference<Page<BatchJobTrial>> TRIALS = new TypeReference<>() {};
  private static final TypeReference<CommandResult> RESULT = new TypeReference<>() {};

  private final Connection connection;

  RemoteBatchJobs(Connection connection) {
    this.connection = connection;
  }

  @Override
  public List<BatchJobInfo> find(List<Long> ids, Set<BatchJobState> states) {
    Params params = new Params().addAll("id", ids).addAll("state", states);
    return connection.ask(Request.query("/batch-jobs", params, Duration.ZERO), PAGE).results();
  }

  @Override
  public List<BatchJobInfo> submit(List<BatchJobRequest> requests) {
    return connection.ask(Request.json("/batch-jobs", requests), PAGE).results();
  }

  @Override
  public List<BatchJobTrial> check(List<BatchJobRequest> requests) {
    return connection.ask(Request.json("/batch-jobs/check", requests), TRIALS).results();
  }

  @Override
  public CommandResult delete(List<Long> ids) {
    return ids.isEmpty()
        ? new CommandResult(List.of(), Map.of())
        : connection.ask(Request.delete("/batch-jobs", new Params().addAll("id", ids)), RESULT);
  }
}
