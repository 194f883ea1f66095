package io.balsam.views.report;

import io.balsam.engine.api.EventView;
import io.balsam.engine.api.JobView;
import io.balsam.engine.domain.JobState;
import io.balsam.views.draw.Phase;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts and sums shared by all parts of the page. */
final class RunFigures {
  final ReportData data;

  /** Begin of the first attempt, or the submission if nothing ran yet. */
  final Instant zero;

  final List<Attempt> attempts;

  /** Apps by their first job, which is the sequence of the script. */
  final List<String> apps;

  /** Jobs that no retry replaces. */
  final List<JobView> current;

  final Map<Phase, Long> phases = new EnumMap<>(Phase.class);

  /** Seconds from the first begin to the last end. */
  final double seconds;

  final double coreSeconds;

  /** Maximum number of cores in use at once. */
  final long mostCores;

  RunFigures(ReportData data) {
    this.data = data;
    zero =
        data.events().stream()
            .filter(event -> event.to() == JobState.RUNNING)
            .map(EventView::at)
            .min(Instant::compareTo)
            .orElse(data.run().created());
    attempts = Attempt.of(data, zero);
    LinkedHashSet<String> heard = new LinkedHashSet<>();
    data.jobs().forEach(job -> heard.add(job.app()));
    heard.addAll(data.run().counts().keySet());
    apps = List.copyOf(heard);
    current = data.jobs().stream().filter(job -> job.retriedBy() == null).toList();
    for (JobView job : current) {
      phases.merge(Phase.of(job.state()), 1L, Long::sum);
    }
    seconds = attempts.stream().mapToDouble(Attempt::end).max().orElse(0);
    coreSeconds = attempts.stream().mapToDouble(a -> a.cores() * a.seconds()).sum();
    mostCores = Load.of(attempts).most();
  }

  /**
   * Returns the number of cores to compare use with: those available or the most ever used,
   * whichever is larger.
   */
  long capacity() {
    return Math.max(data.cores(), mostCores);
  }

  double utilisation() {
    double possible = capacity() * seconds;
    return possible == 0 ? 0 : coreSeconds / possible;
  }

  long retries() {
    long again = data.jobs().stream().mapToLong(job -> Math.max(0, job.attempts() - 1)).sum();
    return again + data.jobs().stream().filter(job -> job.retryOf() != null).count();
  }

  long reused() {
    return current.stream().filter(job -> job.reusedFrom() != null).count();
  }

  /**
   * Returns the CPU time as a fraction of the core time of the same attempts, below 0 if not
   * recorded.
   */
  double efficiency() {
    double cpu = 0;
    double held = 0;
    for (JobView job : data.jobs()) {
      Double used = job.cpuSeconds();
      Double ran = ran(job);
      if (used != null && ran != null && job.reusedFrom() == null) {
        cpu += used;
        held += ran * job.resources().nodes() * job.resources().coresPerNode();
      }
    }
    return held == 0 ? -1 : cpu / held;
  }

  /** Returns the seconds of a job's last attempt; null before it ended. */
  static @Nullable Double ran(JobView job) {
    Instant began = job.began();
    Instant ended = job.ended();
    return began == null || ended == null ? null : Attempt.seconds(began, ended);
  }

  /** Returns the text that distinguishes a job: its workdir without the run's directory. */
  String label(JobView job) {
    String directory = data.run().directory() + "/";
    String workdir = job.workdir();
    return workdir.startsWith(directory) ? workdir.substring(directory.length()) : workdir;
  }
}
