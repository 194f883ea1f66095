package io.balsam.cli.progress;

import io.balsam.engine.api.RunProgress;
import io.balsam.engine.api.StoreAwayException;
import io.balsam.engine.api.TransferCounts;
import io.balsam.engine.api.TransferFilter;
import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.TransferSlot.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Counts the files that a run moves, while jobs wait for them. A run that moves nothing costs one
 * query, any other a few in a second, and fewer when they take long.
 */
final class Staging {

  private static final Duration LEAST = Duration.ofSeconds(1);

  /** Pause after a count, as a multiple of its duration. */
  private static final int PAUSES = 20;

  private final RunSource source;
  private long jobsBefore = -1;
  private boolean moves;
  private Instant next = Instant.MIN;
  private String words = "";

  Staging(RunSource source) {
    this.source = source;
  }

  /** Returns a few words such as {@code staging in 12/40 files}; empty while no job is staged. */
  String words(RunProgress progress, Instant now) {
    boolean in = progress.count(JobState.READY) > 0;
    boolean out = progress.count(JobState.POSTPROCESSED) > 0;
    if (progress.ended() || (!in && !out)) {
      return "";
    }
    if (!now.isBefore(next)) {
      long began = System.nanoTime();
      try {
        words = moves(progress) ? counted(progress.run(), in, out) : "";
      } catch (StoreAwayException e) {
        words = "";
      }
      Duration pause = Duration.ofNanos(System.nanoTime() - began).multipliedBy(PAUSES);
      next = now.plus(pause.compareTo(LEAST) > 0 ? pause : LEAST);
    }
    return words;
  }

  /** Returns whether the run moves any file; asks again only when it has got more jobs. */
  private boolean moves(RunProgress progress) {
    if (!moves && progress.total() != jobsBefore) {
      moves = count(TransferFilter.ALL.withRuns(List.of(progress.run()))) > 0;
      jobsBefore = progress.total();
    }
    return moves;
  }

  private String counted(long run, boolean in, boolean out) {
    List<String> parts = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      if (direction == Direction.IN ? in : out) {
        TransferFilter all =
            TransferFilter.ALL.withRuns(List.of(run)).withDirections(Set.of(direction));
        long total = count(all);
        long done = count(all.withStates(Set.of(TransferItemState.DONE)));
        if (done < total) {
          String name = direction == Direction.IN ? "in" : "out";
          parts.add("staging %s %d/%d files".formatted(name, done, total));
        }
      }
    }
    return String.join(", ", parts);
  }

  private long count(TransferFilter filter) {
    return TransferCounts.all(source.balsam(), filter);
  }
}
