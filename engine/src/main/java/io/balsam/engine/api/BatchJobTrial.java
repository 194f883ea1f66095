package io.balsam.engine.api;

import io.balsam.spi.BatchJobRequest;
import java.util.Optional;

/**
 * BatchJob that a site would request.
 *
 * @param request the request, with the site's defaults filled in
 * @param queueWait how long BatchJobs like it waited in the queue lately; empty when too few are
 *     known
 */
public record BatchJobTrial(BatchJobRequest request, Optional<QueueWait> queueWait) {}
