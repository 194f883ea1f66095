package io.balsam.cobalt;

import io.balsam.spi.BatchReport;
import io.balsam.spi.BatchState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cobalt's log of one job that has left the queue. Only a job that ended by itself has its exit
 * code there; for one that was ended, the log has the request to end, and nothing after it.
 *
 * <p>It is found by the ID, which Cobalt itself puts into the name ({@code --debuglog
 * …/$jobid.cobaltlog}), since processes that did not submit a job query it by its ID. A log with
 * neither an exit line nor a request to end means UNKNOWN, until an hour after the end of the
 * allocation that it names.
 */
record CobaltLog(List<String> lines) {

  private static final Pattern START = Pattern.compile("COBALT_STARTTIME=(\\d+)");
  private static final Pattern LIMIT = Pattern.compile("COBALT_ENDTIME=(\\d+)");
  private static final Pattern EXIT = Pattern.compile("Info: .*with an exit code of (-?\\d+)");
  private static final Pattern ORDER =
      Pattern.compile("Info: (user delete requested.*|maximum execution time exceeded).*");

  /** Time after the end of its allocation for which a job that Cobalt lost may still exist. */
  private static final Duration SURE = Duration.ofHours(1);

  static CobaltLog read(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return new CobaltLog(text.lines().toList());
  }

  BatchReport report(Instant now) {
    Optional<String> exit = found(EXIT);
    Optional<String> order = found(ORDER);
    if (exit.isPresent()) {
      return exit.get().equals("0")
          ? ended(BatchState.FINISHED, "")
          : ended(BatchState.FAILED, "exit code " + exit.get());
    }
    if (order.isPresent()) {
      return ended(BatchState.FAILED, order.get());
    }
    Optional<Instant> limit = seconds(LIMIT);
    if (limit.isPresent() && now.isAfter(limit.get().plus(SURE))) {
      String reason = "left the queue, and its log does not say how it ended";
      return new BatchReport(BatchState.FAILED, reason, started(), limit.get());
    }
    String reason = "not in the queue, and its log has no end yet";
    return new BatchReport(BatchState.UNKNOWN, reason, started(), null);
  }

  private BatchReport ended(BatchState state, String reason) {
    Instant last =
        lines.stream()
            .flatMap(line -> CobaltTime.date(line).stream())
            .reduce(Instant.EPOCH, (a, b) -> b);
    return new BatchReport(state, reason, started(), last);
  }

  private @Nullable Instant started() {
    return seconds(START).orElse(null);
  }

  private Optional<Instant> seconds(Pattern pattern) {
    return found(pattern).map(text -> Instant.ofEpochSecond(Long.parseLong(text)));
  }

  private Optional<String> found(Pattern pattern) {
    return lines.stream()
        .map(pattern::matcher)
        .filter(Matcher::find)
        .map(match -> match.group(1))
        .findFirst();
  }
}
