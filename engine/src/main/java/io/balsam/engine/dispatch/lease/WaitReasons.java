package io.balsam.engine.dispatch.lease;

import io.balsam.engine.dispatch.JobDispatcher;
import io.balsam.engine.execution.RunTexts;
import io.balsam.engine.packing.JobTime;
import io.balsam.engine.packing.NodePool;
import io.balsam.engine.store.JobRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Explains why no launcher has taken a job. On the event loop's thread only.
 *
 * <p>Reasons come from the objects that place jobs, so they cannot contradict them, and the summary
 * is about the obstacle most easily overcome. A job that fits no launcher of today does not fail:
 * another allocation may have larger nodes.
 */
final class WaitReasons {

  private static final int NAMED = 20;

  /** Obstacles on the side of a launcher, the one most easily overcome first. */
  private enum Kind {
    NONE("is about to take it"),
    FULL("is full"),
    KEPT("reserves its free resources for another job"),
    LACK("can start no more now"),
    SILENT("has not reported since the site's agent was restarted"),
    TIME("has too little time left for it"),
    DRAINING("is ending"),
    TAGS("takes only jobs with other tags"),
    NEVER("can never run it");

    final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  private WaitReasons() {}

  static Optional<JobDispatcher.WaitReason> of(
      JobRow job,
      JobTime time,
      @Nullable Lease lease,
      Collection<LauncherSession> sessions,
      Instant now) {
    if (lease != null && !lease.session.lack.isEmpty()) {
      return Optional.of(
          new JobDispatcher.WaitReason(
              "It is assigned to %s, which cannot start more jobs now: %s."
                  .formatted(lease.session.name(), lease.session.lack),
              List.of(),
              false));
    }
    if (lease != null) {
      return Optional.of(
          new JobDispatcher.WaitReason(
              "It is assigned to " + lease.session.name() + " and is about to start there.",
              List.of(),
              false));
    }
    if (sessions.isEmpty()) {
      return Optional.of(new JobDispatcher.WaitReason("No launcher is running.", List.of(), true));
    }
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    List<String> reasons = new ArrayList<>();
    for (LauncherSession session : sessions) {
      Map.Entry<Kind, String> one = waitReason(job, time, session, now);
      counts.merge(one.getKey(), 1, Integer::sum);
      if (reasons.size() < NAMED) {
        reasons.add(session.name() + " " + one.getValue());
      }
    }
    Kind best = counts.keySet().iterator().next();
    if (best == Kind.NONE) {
      return Optional.empty();
    }
    boolean waits =
        best == Kind.FULL || best == Kind.KEPT || best == Kind.LACK || best == Kind.SILENT;
    return Optional.of(
        new JobDispatcher.WaitReason(summary(best, counts, sessions.size()), reasons, !waits));
  }

  private static String summary(Kind best, Map<Kind, Integer> counts, int all) {
    if (best == Kind.FULL || best == Kind.KEPT) {
      return "It waits for free resources of a launcher.";
    }
    String those = all == 1 ? "the launcher that runs" : "of " + all + " launchers that run";
    if (all == 1) {
      return "It waits for a launcher that takes it: " + those + " " + best.words + ".";
    }
    List<String> parts = new ArrayList<>();
    counts.forEach((kind, count) -> parts.add(count + " " + plural(kind, count)));
    return "It waits for a launcher that takes it; "
        + those
        + ", "
        + String.join(", ", parts)
        + ".";
  }

  private static String plural(Kind kind, int count) {
    return count == 1
        ? kind.words
        : kind.words
            .replaceFirst("^is ", "are ")
            .replaceFirst("^has ", "have ")
            .replaceFirst("^keeps its ", "keep their ")
            .replaceFirst("^takes ", "take ");
  }

  private static Map.Entry<Kind, String> waitReason(
      JobRow job, JobTime time, LauncherSession session, Instant now) {
    Map<String, String> tags = session.opening().tags();
    if (!job.tags().entrySet().containsAll(tags.entrySet())) {
      return Map.entry(Kind.TAGS, "takes only jobs with the tags " + words(tags));
    }
    Optional<String> never = session.capacity.never(job.resources());
    if (never.isPresent()) {
      return Map.entry(Kind.NEVER, never.get());
    }
    if (session.draining) {
      return Map.entry(Kind.DRAINING, Kind.DRAINING.words);
    }
    Optional<JobTime.Left> left = session.capacity.timeLeft(now);
    if (left.filter(some -> some.takes(time)).isEmpty()) {
      return Map.entry(Kind.TIME, time(time, left.map(JobTime.Left::time).orElse(Duration.ZERO)));
    }
    if (!session.attached) {
      return Map.entry(Kind.SILENT, Kind.SILENT.words);
    }
    if (!session.lack.isEmpty()) {
      return Map.entry(Kind.LACK, Kind.LACK.words + ": " + session.lack);
    }
    NodePool pool = session.capacity.pool();
    return pool.missing(job.resources())
        .map(what -> Map.entry(Kind.FULL, full(what, session.capacity.rests().words())))
        .or(
            () ->
                pool.kept(job.resources())
                    .map(
                        kept ->
                            Map.entry(
                                Kind.KEPT, "reserves its free resources for " + kept.words())))
        .orElse(Map.entry(Kind.NONE, Kind.NONE.words));
  }

  private static String full(String what, String rests) {
    return "is full: the job " + what + (rests.isEmpty() ? "" : "; " + rests);
  }

  private static String time(JobTime job, Duration left) {
    Duration seconds = Duration.ofSeconds(left.toSeconds());
    String rest = "has " + RunTexts.duration(seconds) + " until it ends its jobs";
    String most = RunTexts.duration(job.atMost());
    if (!job.declared()) {
      return rest + ", and such jobs took up to " + most;
    }
    return job.atMost().isZero() ? rest : rest + ", the job may take " + most;
  }

  private static String words(Map<String, String> tags) {
    return new TreeMap<>(tags).toString().replaceAll("[{}]", "");
  }
}
