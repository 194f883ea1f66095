package io.balsam.server;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.JobView;
import io.balsam.engine.api.TransferCounts;
import io.balsam.engine.api.TransferFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One job as programs read it: over HTTP and with {@code --json}.
 *
 * @param job what a list has of it too
 * @param transfers number of items that it moves, by their states, as {@code done}; states without
 *     items are left out
 */
public record JobDocument(@JsonUnwrapped JobView job, Map<String, Long> transfers) {

  /** Creates the document of a job. */
  public static JobDocument of(Balsam balsam, JobView job) {
    Map<String, Long> transfers = new LinkedHashMap<>();
    TransferCounts.byState(balsam, TransferFilter.ALL.withJobs(List.of(job.id())))
        .forEach((state, count) -> transfers.put(TransferDocument.word(state), count));
    return new JobDocument(job, transfers);
  }
}
