package io.balsam.engine.dispatch.lease;

import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.api.launcher.Report.Outcome;
import io.balsam.engine.core.EngineParts;
import io.balsam.engine.core.Job;
import io.balsam.engine.dispatch.BundleSizer;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.execution.PlainValues;
import io.balsam.engine.execution.RunTexts;
import io.balsam.engine.lifecycle.Trigger;
import io.balsam.engine.process.ProcessEnd;
import io.balsam.engine.store.Change;
import io.balsam.engine.store.JobFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Handles the launchers' reports about their jobs. On the event loop's thread only. */
final class ReportHandler {

  private final EngineParts parts;
  private final LeaseTable leases;
  private final BundleSizer sizer;

  ReportHandler(EngineParts parts, LeaseTable leases, BundleSizer sizer) {
    this.parts = parts;
    this.leases = leases;
    this.sizer = sizer;
  }

  /** Ignores what is reported about a job that the session does not hold. */
  void take(LauncherSession session, Report report) {
    for (Report.Begun begun : report.begun()) {
      Lease lease = held(session, begun.job(), begun.attempt());
      if (lease != null) {
        session.outbound.has(lease.id);
        leases.begin(lease, begun.at(), "");
      }
    }
    for (Report.Ended ended : report.ended()) {
      Lease lease = held(session, ended.job(), ended.attempt());
      if (lease != null) {
        ended(lease, ended);
      }
    }
    if (report.number() > session.lastReport) {
      session.lastReport = report.number();
      session.lack = report.lack();
      lost(session, report.losses());
      for (long job : report.returned()) {
        Lease lease = leases.find(job);
        if (lease != null && lease.session == session && !lease.begun) {
          leases.giveBack(lease);
        }
      }
    }
  }

  private void lost(LauncherSession session, List<String> losses) {
    session.losses.addAll(losses);
    for (String loss : losses) {
      parts.batch.site.event(
          parts.batch.now(), "launcher", session.batchJob(), session.name() + ": " + loss);
    }
  }

  private @Nullable Lease held(LauncherSession session, long job, int attempt) {
    Lease lease = leases.find(job);
    return lease != null && lease.session == session && lease.attempt == attempt ? lease : null;
  }

  private void ended(Lease lease, Report.Ended end) {
    Instant began = end.began();
    if (end.outcome() == Outcome.NOT_CREATED) {
      leases.notCreated(lease, end.error());
      rest(lease, end.error());
      return;
    }
    if (end.outcome() == Outcome.EXITED) {
      lease.session.capacity.rests().served(lease.placement);
    }
    boolean ran = lease.begun || began != null || end.outcome() != Outcome.NOT_STARTED;
    if (ran) {
      leases.begin(lease, began == null ? end.at() : began, began == null ? LeaseTable.UNSURE : "");
    }
    leases.free(lease);
    boolean byItself = end.outcome() == Outcome.EXITED || end.outcome() == Outcome.NOT_STARTED;
    if (lease.recorded) {
      parts.batch.change(
          new Change.Ended(
              lease.id,
              end.at(),
              byItself ? end.exitCode() : null,
              end.signal(),
              end.cpu(),
              end.peakKib()));
    }
    Job job = lease.job;
    if (job == null) {
      return;
    }
    if (began != null) {
      sizer.took(job.shape().app(), Duration.between(began, end.at()));
    }
    if (!ran) {
      parts.lifecycle.fail(job, "it could not be started: " + end.error());
    } else if (job.state() == JobState.RUNNING) {
      if (byItself) {
        exited(job, end);
      } else {
        timedOut(lease.session, job, end);
      }
    }
  }

  /** Gives the nodes no job for a while. */
  private void rest(Lease lease, String why) {
    LauncherSession session = lease.session;
    session
        .capacity
        .rests()
        .refused(lease.placement, why)
        .forEach(
            (node, time) ->
                parts.timers.in(
                    time,
                    () ->
                        parts.loop.post(
                            () -> {
                              session.capacity.rests().over(node);
                              session.freed = true;
                            })));
  }

  private void exited(Job job, Report.Ended end) {
    job.run().cutOff(job.id(), false);
    boolean function =
        job.run().active() && job.app() != null && job.app().body() instanceof AppBody.Function;
    boolean well =
        end.outcome() == Outcome.EXITED
            && end.error().isEmpty()
            && Integer.valueOf(0).equals(end.exitCode());
    Map<String, Object> data = data(end);
    if (end.exitCode() != null) {
      data.put("exit_code", end.exitCode());
    }
    if (!well) {
      String message =
          function && !end.error().isEmpty() ? end.error() : RunTexts.howItEnded(how(end));
      data.put("message", message);
      job.run().errors.put(job.id(), message);
    } else if (function || end.result() != null) {
      try {
        parts.batch.change(new Change.Result(job.id(), PlainValues.value(end.result()), true));
      } catch (IllegalArgumentException e) {
        well = false;
        data.put("message", String.valueOf(e.getMessage()));
        job.run().errors.put(job.id(), String.valueOf(e.getMessage()));
      }
    }
    if (well && (!end.files().isEmpty() || job.attempts() > 1)) {
      parts.batch.change(new Change.Files(job.id(), JobFiles.Kind.MADE, end.files()));
    }
    if (well && end.began() != null) {
      parts.runTimes.succeeded(job, end.began(), end.at());
    }
    addTail(data, end);
    if (!well && end.error().isEmpty()) {
      // An empty one says that the output was looked at, and gives no reason.
      data.putIfAbsent("tail", List.of());
    }
    parts.lifecycle.fire(job, well ? Trigger.EXITED_ZERO : Trigger.EXITED_NONZERO, end.at(), data);
  }

  private static ProcessEnd how(Report.Ended end) {
    return new ProcessEnd(
        end.job(),
        end.exitCode(),
        end.signal(),
        end.cpu(),
        end.peakKib(),
        end.error(),
        ProcessEnd.Manner.BY_ITSELF);
  }

  private void timedOut(LauncherSession session, Job job, Report.Ended end) {
    boolean cutOff = end.outcome() == Outcome.CUT_OFF;
    job.run().cutOff(job.id(), cutOff);
    Map<String, Object> data = data(end);
    if (end.outcome() == Outcome.WALL_TIME) {
      parts.runTimes.overtime(job, end.at());
      data.put("message", RunTexts.overtime(job.shape().wallTime()));
      job.run().overtime.add(job.id());
    } else if (cutOff) {
      data.put("message", "it was cut off: " + end.error());
    } else {
      stopped(session, end, data);
      if (end.began() != null) {
        parts.runTimes.cutOff(job, end.began(), end.at());
      }
    }
    addTail(data, end);
    parts.lifecycle.fire(job, Trigger.TIMED_OUT, end.at(), data);
  }

  private static void stopped(LauncherSession session, Report.Ended end, Map<String, Object> data) {
    String why =
        end.error().isEmpty() && session.draining
            ? "BatchJob %d was deleted".formatted(session.batchJob())
            : end.error();
    Instant began = end.began();
    Instant ends = session.opening().ends();
    if (began != null && ends != null && !end.at().isBefore(ends)) {
      long had = Duration.between(began, end.at()).toSeconds();
      data.put(RunTexts.HAD_SECONDS, had);
      why =
          "out of time, %s after the job began"
              .formatted(RunTexts.duration(Duration.ofSeconds(had)));
    }
    data.put("message", why.isEmpty() ? "its launcher stopped" : "its launcher stopped: " + why);
  }

  private static Map<String, Object> data(Report.Ended end) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("attempt", end.attempt());
    if (end.signal() != 0) {
      data.put("signal", end.signal());
    }
    return data;
  }

  private static void addTail(Map<String, Object> data, Report.Ended end) {
    if (!end.tail().isEmpty()) {
      data.put("tail", end.tail());
    }
  }
}
