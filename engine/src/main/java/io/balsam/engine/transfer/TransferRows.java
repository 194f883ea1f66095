package io.balsam.engine.transfer;

import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.api.TransferItemView;
import io.balsam.engine.core.TransferDraft;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.TransferSlot;
import io.balsam.engine.domain.TransferSlot.Comparison;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.store.TransferRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records what new jobs will move. */
public final class TransferRows {

  private TransferRows() {}

  /**
   * Records the items of a new job: one for each place that fills one of its slots. On the event
   * loop's thread.
   *
   * @param app null when it is not declared any more; then nothing is recorded
   */
  public static void create(@Nullable App app, JobRow job, TransferDraft draft) {
    // A job that is reused moves nothing.
    if (app == null || job.transfers().isEmpty() || job.reusedFrom().isPresent()) {
      return;
    }
    for (TransferSlot slot : app.transfers().values()) {
      for (String place : job.transfers().getOrDefault(slot.name(), List.of())) {
        draft.created(fresh(draft.nextId(), job.id(), slot, place, job.created()));
      }
    }
  }

  private static TransferRow fresh(
      long id, long job, TransferSlot slot, String place, Instant created) {
    // Whether there is such a location is checked elsewhere.
    int colon = place.startsWith("/") ? -1 : place.indexOf(':');
    return of(
        id, job, slot, place.substring(0, Math.max(0, colon)), place.substring(colon + 1), created);
  }

  private static TransferRow of(
      long id, long job, TransferSlot slot, String location, String path, Instant created) {
    TransferItemView item =
        new TransferItemView(
            id,
            job,
            slot.name(),
            slot.direction(),
            location,
            path,
            slot.localPath(),
            slot.recursive(),
            TransferItemState.AWAITING_JOB,
            "",
            "",
            0,
            0,
            0,
            "",
            created,
            null,
            null);
    return new TransferRow(item, slot.compares() == Comparison.CONTENTS, "", "", 0);
  }
}
