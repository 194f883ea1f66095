package io.balsam.engine.query;

import io.balsam.engine.api.EventView;
import io.balsam.engine.api.JobView;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.store.StoredEvent;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Converts records of the store to the views of the API. */
final class Views {

  private Views() {}

  static JobView job(JobRecord job, String owner) {
    JobRow row = job.row();
    return new JobView(
        row.id(),
        row.run(),
        owner,
        row.app(),
        row.state(),
        row.workdir(),
        row.parameters(),
        row.tags(),
        row.data(),
        row.resources(),
        seconds(row.wallTime()),
        row.priority(),
        row.parents().stream().map(JobRow.Parent::id).toList(),
        job.attempts(),
        row.created(),
        job.began(),
        job.ended(),
        job.node(),
        orNull(job.batchJob()),
        job.exitCode(),
        job.signal(),
        job.cpu() == null ? null : seconds(job.cpu()),
        orNull(job.peakKib()),
        job.result(),
        row.declaredAt(),
        orNull(row.reusedFrom()),
        orNull(row.createdBy()),
        orNull(row.retryOf()),
        orNull(job.retriedBy()));
  }

  static EventView event(StoredEvent stored, String owner) {
    var event = stored.event();
    return new EventView(
        stored.seq(),
        event.job(),
        stored.run(),
        owner,
        event.at(),
        event.from(),
        event.to(),
        event.trigger().name().toLowerCase(Locale.ROOT),
        event.data());
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private static @Nullable Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
