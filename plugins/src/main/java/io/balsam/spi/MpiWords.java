package io.balsam.spi;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Recognises the messages that MPI libraries print about a failed launch, whatever starts the
 * ranks.
 */
final class MpiWords {

  private static final Pattern LOST =
      Pattern.compile("\\b(ORTE|PRTE|PMIX) has lost communication with a remote daemon");

  private static final Pattern NOT_CREATED =
      Pattern.compile(
          "\\b(ORTE|PRTE) was unable to reliably start one or more daemons"
              + "|\\b(ORTE|PRTE) daemon has unexpectedly failed after launch and before");

  /** Printed when the program itself aborts all its ranks. */
  private static final Pattern ABORTED =
      Pattern.compile("\\bMPI_(Abort|ABORT)\\b|\\bPMI2?_Abort\\b");

  private MpiWords() {}

  static LaunchEnd end(List<String> output) {
    if (any(output, LOST)) {
      return LaunchEnd.STOPPED;
    }
    if (any(output, NOT_CREATED)) {
      return LaunchEnd.NOT_CREATED;
    }
    return any(output, ABORTED) ? LaunchEnd.OWN_DOING : LaunchEnd.UNTOLD;
  }

  private static boolean any(List<String> lines, Pattern pattern) {
    return lines.stream().anyMatch(line -> pattern.matcher(line).find());
  }
}
