package io.balsam.engine.transfer;

import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.api.TransferItemView;
import io.balsam.engine.config.TransferLocations.Place;
import io.balsam.engine.core.TransferDraft;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.TransferSlot;
import io.balsam.engine.domain.TransferSlot.Comparison;
import io.balsam.engine.domain.TransferSlot.Direction;
import io.balsam.engine.files.GlobPattern;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.store.TransferRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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
    List<TransferRow> rows = new ArrayList<>();
    for (TransferSlot slot : app.transfers().values()) {
      List<String> places = job.transfers().getOrDefault(slot.name(), List.of());
      for (String place : places) {
        rows.add(declared(draft.nextId(), job, slot, Place.of(place), places.size() > 1));
      }
    }
    draft.changed(rows);
  }

  /** Returns the row of a place, with the paths that the item will have as far as known. */
  private static TransferRow declared(
      long id, JobRow job, TransferSlot slot, Place place, boolean several) {
    TransferRow row = fresh(id, job.id(), slot, place, job.created());
    if (slot.direction() == Direction.IN) {
      return row.named(place.path(), SlotPaths.inWorkdir(slot, place, several).toString());
    }
    return GlobPattern.hasWildcard(slot.localPath())
        ? row
        : row.named(
            SlotPaths.goal(slot, place.path(), Path.of(slot.localPath())), slot.localPath());
  }

  /** Returns a new row, which the store does not have yet, of an item that waits. */
  static TransferRow fresh(long id, long job, TransferSlot slot, Place place, Instant created) {
    TransferItemView item =
        new TransferItemView(
            id,
            job,
            slot.name(),
            slot.direction(),
            place.name(),
            place.path(),
            slot.localPath(),
            slot.recursive(),
            TransferItemState.AWAITING_JOB,
            "",
            "",
            0,
            0,
            0,
            "",
            null,
            "",
            created,
            null,
            null);
    return new TransferRow(item, slot.compares() == Comparison.CONTENTS, null, 0, false);
  }
}
