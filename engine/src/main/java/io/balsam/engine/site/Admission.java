package io.balsam.engine.site;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.run.batchjob.ScriptWords;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import java.util.Collection;
import java.util.Optional;

/**
 * Whether a BatchJob may be handed to the batch system now. What it asks for was held against the
 * site's rules when it was asked for; the settings may have changed since.
 */
record Admission(BatchJobSettings settings) {

  /** What of the rules it breaks, for people; empty when none. */
  Optional<String> refusal(BatchJobRequest request) {
    Optional<String> wrong = ScriptWords.wrong(request);
    if (wrong.isPresent()) {
      return wrong;
    }
    if (!settings.projects().isEmpty() && !settings.projects().contains(request.project())) {
      return Optional.of("this site does not allow the project '%s'".formatted(request.project()));
    }
    if (settings.queues().isEmpty()) {
      return Optional.empty();
    }
    Optional<SiteView.Queue> queue = queue(request);
    if (queue.isEmpty()) {
      return Optional.of("this site does not allow the queue '%s'".formatted(request.queue()));
    }
    if (request.nodes() > queue.get().maxNodes()) {
      return Optional.of(
          "queue %s gives %d nodes at most, not %d"
              .formatted(request.queue(), queue.get().maxNodes(), request.nodes()));
    }
    if (request.wallMinutes() > queue.get().maxWallMinutes()) {
      return Optional.of(
          "queue %s gives %d minutes at most, not %d"
              .formatted(request.queue(), queue.get().maxWallMinutes(), request.wallMinutes()));
    }
    return Optional.empty();
  }

  /**
   * Why it has to wait, for people; empty when it has not.
   *
   * @param inSystem BatchJobs that the batch system has
   */
  Optional<String> deferral(BatchJobRequest request, Collection<BatchJobInfo> inSystem) {
    long there =
        inSystem.stream().filter(job -> job.request().queue().equals(request.queue())).count();
    return queue(request)
        .filter(queue -> there >= queue.maxQueued())
        .map(
            queue ->
                "waits: queue %s has %d of the %d BatchJobs that this site may have there"
                    .formatted(queue.name(), there, queue.maxQueued()));
  }

  private Optional<SiteView.Queue> queue(BatchJobRequest request) {
    return settings.queues().stream().filter(q -> q.name().equals(request.queue())).findFirst();
  }
}
