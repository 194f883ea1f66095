package io.balsam.cli.progress;

import io.balsam.cli.term.Typed;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.Explanation;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.JobView;
import io.balsam.engine.api.RunProgress;
import io.balsam.engine.api.StoreAwayException;
import io.balsam.engine.domain.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reports what a run waits for when nothing has happened for a while, in the words of {@code
 * explain}.
 */
final class Waits {

  private static final Duration FIRST = Duration.ofSeconds(10);

  /** Delay of the first message while jobs run, as others may well wait for them. */
  private static final Duration FIRST_AMONG_RUNNING = Duration.ofMinutes(1);

  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int REASONS = 2;

  private static final Set<JobState> FOR_A_PLACE =
      EnumSet.of(JobState.PREPROCESSED, JobState.RESTART_READY);

  private static final Set<JobState> FOR_SOMETHING =
      EnumSet.copyOf(
          Arrays.stream(JobState.values())
              .filter(state -> !state.terminal() && state != JobState.AWAITING_PARENTS)
              .filter(state -> state != JobState.RUNNING)
              .toList());

  private final RunSource source;
  private String before = "";
  private Instant next;
  private Duration pause = FIRST;
  private String shown = "";

  Waits(RunSource source, Instant now) {
    this.source = source;
    next = now.plus(FIRST);
  }

  /** Returns a line when there is something new to report. */
  Optional<String> line(RunProgress progress, Instant now) {
    long running = progress.count(JobState.RUNNING);
    String all = progress.done() + " " + running + " " + progress.total();
    if (!all.equals(before) || progress.ended()) {
      before = all;
      pause = running > 0 ? FIRST_AMONG_RUNNING : FIRST;
      next = now.plus(pause);
      return Optional.empty();
    }
    if (now.isBefore(next)) {
      return Optional.empty();
    }
    pause = pause.compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : pause;
    next = now.plus(pause);
    try {
      Optional<String> words = why(progress.run()).filter(text -> !text.equals(shown));
      boolean first = shown.isEmpty() && !source.instead().isEmpty();
      words.ifPresent(text -> shown = text);
      return first ? words.map(text -> text + " " + source.instead() + ".") : words;
    } catch (StoreAwayException e) {
      return Optional.empty();
    }
  }

  private Optional<String> why(long run) {
    return first(run, FOR_A_PLACE)
        .or(() -> first(run, FOR_SOMETHING))
        .flatMap(job -> source.balsam().explain(job.id()))
        .map(Waits::words);
  }

  private Optional<JobView> first(long run, Set<JobState> states) {
    Balsam balsam = source.balsam();
    JobFilter one = JobFilter.ALL.withRun(run).withStates(states).withPage(1, 0);
    return balsam.jobs(one).results().stream().findFirst();
  }

  private static String words(Explanation why) {
    List<String> reasons = why.reasons();
    String more =
        reasons.isEmpty()
            ? ""
            : " " + String.join("; ", reasons.subList(0, Math.min(REASONS, reasons.size()))) + ".";
    String hint = why.hint().isEmpty() ? "" : " " + Typed.sentence(why.hint()) + ".";
    return "waits: job %d %s: %s%s%s"
        .formatted(why.job().id(), why.job().app(), why.summary(), more, hint);
  }
}
