package io.balsam.engine.batchjob;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.text.Count;
import io.balsam.engine.text.Nearest;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.Partition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks whether and when a site allows the BatchJobs that are requested. */
public final class BatchJobPolicy {

  private final SitePolicy rules;

  public BatchJobPolicy(SitePolicy rules) {
    this.rules = rules;
  }

  /** Returns the checks of a site's policy; without one no allocation can be requested. */
  static BatchJobPolicy of(@Nullable SitePolicy rules) {
    if (rules == null) {
      throw new IllegalArgumentException(
          "no allocation can be requested here: 'balsam site init DIR' creates a site for it");
    }
    if (!rules.submits()) {
      throw new IllegalArgumentException(
          "no allocation can be requested here: settings.yml has no block 'batch_job_manager' below 'service_modules'");
    }
    return new BatchJobPolicy(rules);
  }

  /**
   * Returns the requests with defaults filled in.
   *
   * @throws IllegalArgumentException when one breaks a rule; the message is for users
   */
  List<BatchJobRequest> check(List<BatchJobRequest> requests) {
    List<BatchJobRequest> checked = new ArrayList<>();
    for (BatchJobRequest request : requests) {
      try {
        checked.add(check(request));
      } catch (IllegalArgumentException e) {
        String which =
            requests.size() == 1
                ? ""
                : "BatchJob %d of %d: ".formatted(checked.size() + 1, requests.size());
        throw new IllegalArgumentException(which + e.getMessage(), e);
      }
    }
    return checked;
  }

  /**
   * Returns the rule broken by a request that was checked when it was made, for users; empty for
   * none. The settings may have changed since.
   */
  public Optional<String> refusal(BatchJobRequest request) {
    try {
      BatchJobRequest unused = placed(request);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Returns why a BatchJob has to wait, for users; empty when it need not.
   *
   * @param inSystem BatchJobs that the batch system has
   */
  public Optional<String> deferral(BatchJobRequest request, Collection<BatchJobInfo> inSystem) {
    long there =
        inSystem.stream().filter(job -> job.request().queue().equals(request.queue())).count();
    return limits(request.queue())
        .filter(queue -> there >= queue.maxQueued())
        .map(
            queue ->
                "waits: queue %s has %d of the %s that this site may have there"
                    .formatted(queue.name(), there, Count.of(queue.maxQueued(), "BatchJob")));
  }

  private BatchJobRequest check(BatchJobRequest request) {
    BatchJobRequest placed = placed(request);
    return new BatchJobRequest(
        placed.nodes(),
        placed.wallMinutes(),
        placed.queue(),
        placed.project(),
        placed.mode(),
        placed.tags(),
        placed.partitions(),
        options(placed.options()));
  }

  private BatchJobRequest placed(BatchJobRequest request) {
    atLeastOne(request.nodes(), "nodes");
    atLeastOne(request.wallMinutes(), "minutes");
    Optional<String> wrong = ScriptWords.wrong(request);
    if (wrong.isPresent()) {
      throw new IllegalArgumentException(wrong.get());
    }
    String queue = queue(request);
    String project = project(request);
    partitions(request);
    return new BatchJobRequest(
        request.nodes(),
        request.wallMinutes(),
        queue,
        project,
        request.mode(),
        request.tags(),
        request.partitions(),
        request.options());
  }

  private static void atLeastOne(int number, String what) {
    if (number < 1) {
      throw new IllegalArgumentException(what + " must be 1 or more, not " + number);
    }
  }

  private String queue(BatchJobRequest request) {
    List<String> names = rules.queues().stream().map(SiteView.Queue::name).toList();
    String name = chosen("queue", request.queue(), rules.defaultQueue(), names);
    limits(name)
        .ifPresent(
            queue -> {
              atMost(request.nodes(), queue.maxNodes(), "nodes", name);
              atMost(request.wallMinutes(), queue.maxWallMinutes(), "minutes", name);
            });
    return name;
  }

  private Optional<SiteView.Queue> limits(String name) {
    return rules.queues().stream().filter(queue -> queue.name().equals(name)).findFirst();
  }

  private String project(BatchJobRequest request) {
    return chosen("project", request.project(), rules.defaultProject(), rules.projects());
  }

  private static String chosen(
      String what, String asked, String otherwise, Collection<String> allowed) {
    String name = asked.isBlank() ? otherwise : asked;
    if (allowed.isEmpty() || allowed.contains(name)) {
      return name;
    }
    String all = "this site has " + listed(allowed);
    throw new IllegalArgumentException(
        name.isBlank()
            ? "name a %s: %s".formatted(what, all)
            : "there is no %s '%s': %s"
                .formatted(what, name, Nearest.question(name, allowed, all)));
  }

  private static void atMost(int asked, int most, String what, String queue) {
    if (asked > most) {
      throw new IllegalArgumentException(
          "queue %s allows at most %d %s, not %d".formatted(queue, most, what, asked));
    }
  }

  private static void partitions(BatchJobRequest request) {
    if (request.partitions().isEmpty()) {
      return;
    }
    int sum = 0;
    for (Partition partition : request.partitions()) {
      atLeastOne(partition.nodes(), "nodes of a partition");
      sum += partition.nodes();
    }
    if (sum != request.nodes()) {
      throw new IllegalArgumentException(
          "the partitions have %s together, the BatchJob has %d: they must be equal"
              .formatted(Count.of(sum, "node"), request.nodes()));
    }
  }

  private Map<String, String> options(Map<String, String> asked) {
    Map<String, String> all = new HashMap<>(rules.options());
    asked.forEach(
        (name, value) -> {
          if (!rules.options().containsKey(name)) {
            String known =
                rules.options().isEmpty()
                    ? "this site's job template has none"
                    : "this site's job template has " + listed(rules.options().keySet());
            throw new IllegalArgumentException(
                "there is no option '%s': %s"
                    .formatted(name, Nearest.question(name, rules.options().keySet(), known)));
          }
          all.put(name, value);
        });
    return all;
  }

  private static String listed(Collection<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }
}
