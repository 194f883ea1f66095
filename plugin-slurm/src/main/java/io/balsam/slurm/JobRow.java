package io.balsam.slurm;

import io.balsam.spi.BatchReport;
import io.balsam.spi.BatchState;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Slurm's data about one job, or about one element of a job array.
 *
 * @param ids all its IDs: its number, {@code 77_3}, and the number of its array
 * @param state Slurm's word; may have more behind it, as in {@code CANCELLED by 1001}
 * @param reason reason of the state, empty for none
 * @param placed whether it has been given nodes
 * @param start actual or planned start
 * @param end actual or latest end
 */
record JobRow(
    Set<String> ids,
    String state,
    String reason,
    boolean placed,
    @Nullable Instant start,
    @Nullable Instant end) {

  private static final Pattern WAITED =
      Pattern.compile("^(JobHeld|Priority|Resources|Dependency|BeginTime|Reservation|QOS|Assoc)");
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  /** Returns a report for every ID; that of an array combines its elements. */
  static Map<String, BatchReport> reports(Collection<String> ids, Collection<JobRow> rows) {
    Map<String, List<BatchReport>> found = new HashMap<>();
    for (JobRow row : rows) {
      for (String id : row.ids) {
        found.computeIfAbsent(id, key -> new ArrayList<>()).add(row.report());
      }
    }
    Map<String, BatchReport> reports = new HashMap<>();
    for (String id : ids) {
      reports.put(id, together(found.getOrDefault(id, List.of())));
    }
    return reports;
  }

  BatchReport report() {
    String word = state.split("\\s", 2)[0];
    BatchState ours = SlurmStates.of(word);
    String more = reason.isEmpty() || reason.equals("None") || old(ours) ? "" : " " + reason;
    boolean began = placed && ours != BatchState.QUEUED;
    boolean ended = ours == BatchState.FINISHED || ours == BatchState.FAILED;
    boolean pending = word.equals("PENDING") && !placed;
    String then = pending && start != null ? ", to begin " + local(start) : "";
    return new BatchReport(ours, word + more + then, began ? start : null, ended ? end : null);
  }

  /** Formats a time in the local time zone. */
  private static String local(Instant time) {
    return MINUTE.format(time.atZone(ZoneId.systemDefault()));
  }

  /**
   * Returns whether the reason is outdated: Slurm keeps why a job once waited when it runs or has
   * ended.
   */
  private boolean old(BatchState now) {
    return switch (now) {
      case QUEUED, UNKNOWN -> false;
      case RUNNING, FINISHED -> true;
      case FAILED -> WAITED.matcher(reason).find();
    };
  }

  private static BatchReport together(List<BatchReport> reports) {
    if (reports.isEmpty()) {
      return BatchReport.of(BatchState.UNKNOWN, "not known to Slurm");
    }
    BatchReport worst = reports.get(0);
    for (BatchReport report : reports) {
      if (weight(report) > weight(worst)) {
        worst = report;
      }
    }
    boolean ended = worst.ended() != null;
    return new BatchReport(
        worst.state(),
        worst.reason(),
        reports.stream()
            .map(BatchReport::started)
            .filter(Objects::nonNull)
            .min(Instant::compareTo)
            .orElse(null),
        ended
            ? reports.stream()
                .map(BatchReport::ended)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null)
            : null);
  }

  /**
   * Returns the weight in a combined report: an array runs while one element does, and has ended
   * when all have.
   */
  private static int weight(BatchReport report) {
    return switch (report.state()) {
      case RUNNING -> 4;
      case QUEUED -> 3;
      case UNKNOWN -> 2;
      case FAILED -> 1;
      case FINISHED -> 0;
    };
  }
}
