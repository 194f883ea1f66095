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

  /** BatchJobs asked for since it was started that have not ended. */
  private final Set<Long> followed = new HashSet<>();

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
      lookAtEnds(context);
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

  /** Pauses after requests that came to nothing: asking again at once would do so again. */
  private void lookAtEnds(ServiceContext context) {
    if (followed.isEmpty()) {
      return;
    }
    for (BatchJobInfo job : site.find(List.copyOf(followed))) {
      if (!job.state().terminal()) {
        continue;
      }
      followed.remove(job.id());
      String queue = job.request().queue();
      if (job.state() == BatchJobState.DELETED) {
        continue;
      }
      if (site.ranJobs(job.id()) || isMeantToIdle(job)) {
        refusals.accepted(queue);
      } else if (refusals.refused(queue, trouble(job), site.now().toInstant())) {
        context.event("%s; asks again in %s".formatted(trouble(job), refusals.pauseText(queue)));
      }
    }
  }

  /** Returns whether it ended well and was asked for whatever waited. */
  private boolean isMeantToIdle(BatchJobInfo job) {
    return job.state() == BatchJobState.FINISHED
        && queues.stream().anyMatch(policy -> policy.constant() > 0);
  }

  private static String trouble(BatchJobInfo job) {
    String what =
        job.state() == BatchJobState.SUBMIT_FAILED
            ? "was refused"
            : "ended without having run a job";
    String message = job.message().isEmpty() ? "" : " (" + job.message() + ")";
    return "BatchJob %d %s%s".formatted(job.id(), what, message);
  }

  private int carryOut(QueuePolicy policy, ScalingPlan.Queue plan, ServiceContext context) {
    for (ScalingPlan.Withdrawal one : plan.withdrawals()) {
      followed.remove(one.batchJob());
      site.delete(one.batchJob());
      context.event("withdrew BatchJob %d: %s".formatted(one.batchJob(), one.why()));
    }
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
      followed.add(id);
      context.event(
          "asked for BatchJob %d, %s for %s%s"
              .formatted(
                  id,
                  Count.of(one.nodes(), "node"),
                  Count.of(one.wallMinutes(), "minute"),
                  one.why().isEmpty() ? "" : ": " + one.why()));
    }
    return plan.requests().size();
  }

  /** Returns on whose behalf it asks, so that its own BatchJobs are known after a restart, too. */
  private static Principal principal(QueuePolicy policy) {
    return new Principal(policy.module());
  }
}
