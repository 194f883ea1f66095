package io.balsam.engine.query;

import io.balsam.engine.api.EventView;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.core.RunRegistry;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.store.RunRow;
import io.balsam.engine.store.Store;
import io.balsam.engine.submission.ReuseKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Explains why a job was or was not reused, and how it differs from the nearest earlier one. */
final class ReuseStory {

  private static final int LOOKED_AT = 50;

  private final Store store;
  private final RunRegistry runs;

  ReuseStory(Store store, RunRegistry runs) {
    this.store = store;
    this.runs = runs;
  }

  @Nullable String describe(JobRecord job, List<EventView> history) {
    JobRow row = job.row();
    if (row.reusedFrom().isPresent()) {
      return "It takes the result of job "
          + row.reusedFrom().getAsLong()
          + ", which is equal to it.";
    }
    Object whyNot = history.isEmpty() ? null : history.get(0).data().get("not_reused");
    if (whyNot == null) {
      return row.createdBy().isPresent() || row.retryOf().isPresent()
          ? null
          : "Its run was not submitted with --resume.";
    }
    String story = "It was not reused: " + whyNot;
    return story + nearest(row).map(near -> difference(near, row)).orElse("") + ".";
  }

  /**
   * Returns a finished job of the same app in an earlier run, preferably the one with the same
   * workdir.
   */
  private Optional<JobRow> nearest(JobRow row) {
    String place = place(row);
    JobFilter finished =
        JobFilter.ALL
            .withApps(Set.of(row.app()))
            .withStates(Set.of(JobState.JOB_FINISHED))
            .withOrder(JobFilter.Order.ID_DESC)
            .withPage(LOOKED_AT, 0);
    JobFilter there = finished.withWorkdirContains(place);
    return earlier(there, row)
        .filter(found -> place(found).equals(place))
        .or(() -> earlier(finished, row));
  }

  private Optional<JobRow> earlier(JobFilter filter, JobRow row) {
    return store.jobs(filter).stream()
        .map(JobRecord::row)
        .filter(found -> found.run() < row.run())
        .findFirst();
  }

  private String place(JobRow row) {
    Path run = store.run(row.run()).map(RunRow::name).map(runs::directory).orElse(Path.of("/"));
    Path workdir = Path.of(row.workdir());
    return workdir.startsWith(run) ? run.relativize(workdir).toString() : row.workdir();
  }

  private static String difference(JobRow near, JobRow row) {
    List<String> parts = ReuseKey.differences(near.reuseKey(), row.reuseKey());
    if (parts.isEmpty()) {
      return "";
    }
    List<String> values = new ArrayList<>();
    compare(near.parameters(), row.parameters(), values);
    compare(near.environment(), row.environment(), values);
    String detail = values.isEmpty() ? "" : " (" + String.join(", ", values) + ")";
    return "; the nearest, job "
        + near.id()
        + ", differs in "
        + String.join(" and ", parts)
        + detail;
  }

  private static void compare(Map<String, ?> old, Map<String, ?> now, List<String> out) {
    Set<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      if (!Objects.equals(old.get(name), now.get(name))) {
        out.add(name + " was " + old.get(name) + ", is " + now.get(name));
      }
    }
  }
}
