package io.balsam.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Notices a record that knows less than the site does: lost, emptied, or an older copy. */
final class Losses {

  private static final Pattern NUMBER = Pattern.compile(".*-(\\d{1,18})");

  private Losses() {}

  /**
   * What is missing, for people; empty when nothing is.
   *
   * @param lastRun the last run that the record knows
   * @param lastEvent its last event
   */
  static Optional<String> of(Path site, StoreNote note, long lastRun, long lastEvent) {
    long known = Math.max(note.lastRun(), latest(site.resolve("data").resolve("latest")));
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

  /** The number of the run that the link names; 0 when there is no such link. */
  private static long latest(Path link) {
    try {
      Matcher run = NUMBER.matcher(Files.readSymbolicLink(link).toString());
      return run.matches() ? Long.parseLong(run.group(1)) : 0;
    } catch (IOException | UnsupportedOperationException noLink) {
      return 0;
    }
  }
}
