package io.balsam.engine.scaling;

import io.balsam.engine.api.Principal;
import io.balsam.engine.api.ScalingPlan;
import io.balsam.engine.text.Count;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.BatchJobState;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.ServiceContext;
import io.balsam.spi.ServiceModule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Service module that asks for allocations, so that no user has to. */
public final class AutoScaler implements ServiceModule {

  private final Planning planning;
  private final ScalingSite site;
  private final Duration period;
  private final List<QueuePolicy> queues;
  private final Refusals refusals;

  /** BatchJobs asked for since it was started whose submission has not succeeded or failed yet. */
  private final Set<Long> unanswered = new HashSet<>();

  /**
   * @param site where it asks
   * @param refusals remembers what the batch system refused, across restarts of the module
   */
  public AutoScaler(ScalingSettings settings, ScalingSite site, Refusals refusals) {
    this.site = site;
    this.refusals = refusals;
    period = settings.period();
    queues = settings.queues();
    planning = new Planning(settings, site, refusals);
  }

  @Override
  public void run(ServiceContext context) throws InterruptedException {
    do {
      context.cycle(look(context));
    } while (context.pause(period));
  }

  private String look(ServiceContext context) {
    try {
      hearAnswers(context);
      ScalingPlan plan = planning.plan();
      int asked = 0;
      for (int i = 0; i < queues.size(); i++) {
        asked += carryOut(queues.get(i), plan.queues().get(i), context);
      }
      return note(plan, asked);
    } catch (PluginException e) {
      if (e.kind() == ErrorKind.TRANSIENT) {
        return "the batch system does not answer: " + e.getMessage();
      }
      throw e;
    }
  }

  private static String note(ScalingPlan plan, int asked) {
    long runnable = plan.queues().stream().mapToLong(ScalingPlan.Queue::runnable).max().orElse(0);
    int open = plan.queues().stream().mapToInt(ScalingPlan.Queue::open).sum() + asked;
    String note = "%s waiting, %s".formatted(Count.of(runnable, "job"), Count.of(open, "BatchJob"));
    return plan.queues().stream()
        .map(ScalingPlan.Queue::waits)
        .filter(waits -> !waits.isEmpty())
        .findFirst()
        .map(waits -> note + "; " + waits)
        .orElse(note);
  }

  private void hearAnswers(ServiceContext context) {
    if (unanswered.isEmpty()) {
      return;
    }
    for (BatchJobInfo job : site.find(List.copyOf(unanswered))) {
      if (job.state() == BatchJobState.SUBMIT_FAILED) {
        unanswered.remove(job.id());
        if (refusals.refused(job.request().queue(), job.message(), site.now().toInstant())) {
          context.event(
              "BatchJob %d was refused (%s); asks again in %s"
                  .formatted(job.id(), job.message(), refusals.pauseText(job.request().queue())));
        }
      } else if (job.state() != BatchJobState.PENDING_SUBMISSION) {
        unanswered.remove(job.id());
        refusals.accepted(job.request().queue());
      }
    }
  }

  private int carryOut(QueuePolicy policy, ScalingPlan.Queue plan, ServiceContext context) {
    for (ScalingPlan.Withdrawal one : plan.withdrawals()) {
      site.delete(one.batchJob());
      context.event("withdrew BatchJob %d: %s".formatted(one.batchJob(), one.why()));
    }
    List<Long> ids = new ArrayList<>();
    for (ScalingPlan.Request one : plan.requests()) {
      BatchJobRequest request =
          new BatchJobRequest(
              one.nodes(),
              one.wallMinutes(),
              policy.queue(),
              policy.project(),
              policy.mode(),
              policy.tags(),
              List.of(),
              Map.of());
      long id = site.submit(request, principal(policy));
      ids.add(id);
      context.event(
          "asked for BatchJob %d, %s for %s%s"
              .formatted(
                  id,
                  Count.of(one.nodes(), "node"),
                  Count.of(one.wallMinutes(), "minute"),
                  one.why().isEmpty() ? "" : ": " + one.why()));
    }
    unanswered.addAll(ids);
    return ids.size();
  }

  /** Returns on whose behalf it asks, so that its own BatchJobs are known after a restart, too. */
  private static Principal principal(QueuePolicy policy) {
    return new Principal(policy.module());
  }
}
