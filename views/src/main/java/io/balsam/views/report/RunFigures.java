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

/** What is counted and summed once for all parts of the page. */
final class RunFigures {
  final ReportData data;

  /** The first attempt's begin, or the submission where nothing ran yet. */
  final Instant zero;

  final List<Attempt> attempts;

  /** Apps by their first job, which is the order of the script. */
  final List<String> apps;

  /** Jobs that no retry stands in for. */
  final List<JobView> current;

  final Map<Phase, Long> phases = new EnumMap<>(Phase.class);

  /** Seconds from the first begin to the last end. */
  final double seconds;

  final double coreSeconds;

  /** Most cores in use at once. */
  final int mostCores;

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
   * Cores to measure use against: those there were, or the most ever used where that is not known.
   */
  int capacity() {
    return Math.max(data.slots(), mostCores);
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

  /** CPU time as a part of the time of the cores that were held, below 0 where not recorded. */
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

  /** Seconds of a job's last run; null before it ended. */
  static @Nullable Double ran(JobView job) {
    Instant began = job.began();
    Instant ended = job.ended();
    return began == null || ended == null ? null : Attempt.seconds(began, ended);
  }

  /** What tells a job apart: its workdir without the run's directory. */
  String label(JobView job) {
    String directory = data.run().directory() + "/";
    String workdir = job.workdir();
    return workdir.startsWith(directory) ? workdir.substring(directory.length()) : workdir;
  }
}
