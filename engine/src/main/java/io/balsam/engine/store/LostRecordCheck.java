package io.balsam.engine.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Notices a record that knows less than the site does: lost, emptied, or an older copy. */
public final class LostRecordCheck {

  private LostRecordCheck() {}

  /** What a site that has no record at all has lost; empty when it never had one. */
  public static Optional<String> ofRecord(Path site) {
    Path own = site.resolve(".balsam");
    // Asked first in the cheapest way: nearly always there is nothing at all, and the answer must
    // not wait for a log and a reader of JSON.
    if (!Files.exists(own.resolve(StoreNote.NAME)) && !Files.exists(site.resolve("data"))) {
      return Optional.empty();
    }
    return of(site, StoreNote.read(own).orElse(StoreNote.NONE), 0, 0);
  }

  /**
   * What is missing, for people; empty when nothing is.
   *
   * @param lastRun the last run that the record knows
   * @param lastEvent its last event
   */
  public static Optional<String> of(Path site, StoreNote note, long lastRun, long lastEvent) {
    Path data = site.resolve("data");
    long known = Math.max(note.lastRun(), latest(data.resolve("latest")));
    if (lastRun == 0 && known == 0) {
      known = highest(data);
    }
    if (known > lastRun) {
      String what =
          lastRun == 0
              ? "has none of the earlier runs there (up to number %d)".formatted(known)
              : "is older than it was: %s missing"
                  .formatted(
                      known == lastRun + 1
                          ? "run " + known + " is"
                          : "runs " + (lastRun + 1) + " to " + known + " are");
      return Optional.of(
          "the record of %s %s. What they wrote stays in data/; new runs get new directories"
              .formatted(site, what));
    }
    if (note.lastEvent() > lastEvent) {
      return Optional.of(
          ("the record of %s is older than it was: the last things that jobs did are missing,"
                  + " though data/ may have what they wrote")
              .formatted(site));
    }
    return Optional.empty();
  }

  /** The highest number of a directory in which runs have left output; 0 for none. */
  private static long highest(Path data) {
    try (Stream<Path> all = Files.list(data)) {
      return all.filter(RunMark::isRun).mapToLong(RunMark::number).max().orElse(0);
    } catch (IOException | UncheckedIOException none) {
      return 0;
    }
  }

  /** The number of the run that the link names; 0 when there is no such link. */
  private static long latest(Path link) {
    try {
      return RunMark.number(Files.readSymbolicLink(link));
    } catch (IOException | UnsupportedOperationException noLink) {
      return 0;
    }
  }
}
