package io.balsam.engine.store;

import io.balsam.engine.domain.SiteLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Detects a store that has less than the site's note: lost, emptied, or an older copy. */
public final class LostRecordCheck {

  private LostRecordCheck() {}

  /** Returns what a site without a store has lost; empty when it never had one. */
  public static Optional<String> ofRecord(Path site) {
    Path own = site.resolve(SiteLayout.OWN);
    // The cheapest check comes first: nearly always there is nothing at all, and the answer must
    // not wait for a log and a JSON parser.
    if (!Files.exists(own.resolve(SiteLayout.STORE_NOTE))
        && !Files.exists(site.resolve(SiteLayout.DATA))) {
      return Optional.empty();
    }
    return of(site, StoreNote.read(own).orElse(StoreNote.NONE), 0, 0);
  }

  /**
   * Returns what is missing, for people; empty when nothing is.
   *
   * @param lastRun last run in the store
   * @param lastEvent last event in the store
   */
  public static Optional<String> of(Path site, StoreNote note, long lastRun, long lastEvent) {
    Path data = site.resolve(SiteLayout.DATA);
    long known = Math.max(note.lastRun(), latest(data.resolve(SiteLayout.LATEST)));
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
          ("the record of %s is older than it was: the latest changes of jobs are missing,"
                  + " though data/ may have what they wrote")
              .formatted(site));
    }
    return Optional.empty();
  }

  /** Returns the highest number of a directory in which runs have left output; 0 for none. */
  private static long highest(Path data) {
    try (Stream<Path> all = Files.list(data)) {
      return all.filter(RunMark::isRun).mapToLong(RunMark::number).max().orElse(0);
    } catch (IOException | UncheckedIOException none) {
      return 0;
    }
  }

  /** Returns the number of the run that the link names; 0 when there is no such link. */
  private static long latest(Path link) {
    try {
      return RunMark.number(Files.readSymbolicLink(link));
    } catch (IOException | UnsupportedOperationException noLink) {
      return 0;
    }
  }
}
