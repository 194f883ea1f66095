package io.balsam.engine.transfer;

import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.api.TransferItemView;
import io.balsam.engine.config.TransferLocations.Place;
import io.balsam.engine.core.EngineParts;
import io.balsam.engine.domain.TransferSlot;
import io.balsam.engine.domain.TransferSlot.Comparison;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.store.TaskFigures;
import io.balsam.engine.store.TransferRow;
import io.balsam.engine.store.TransferTaskRow;
import io.balsam.engine.transfer.Ways.Way;
import io.balsam.spi.PluginException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the items of a task anew that was submitted before the engine was started. */
final class Adoption {

  private static final int RECENT_ITEMS = 20_000;
  private static final int RECENT_TASKS = 200;

  private final EngineParts parts;
  private final Ways ways;

  Adoption(EngineParts parts, Ways ways) {
    this.parts = parts;
    this.ways = ways;
  }

  /** Returns figures of the tasks of this site, the latest first. */
  List<TaskFigures> recentTasks() {
    return parts.store.recentTasks(RECENT_ITEMS, RECENT_TASKS);
  }

  /** Returns whether an item may be part of a task that still runs. */
  static boolean wanted(TransferRow row) {
    TransferItemState state = row.item().state();
    return !row.submission().isEmpty()
        && (state == TransferItemState.ACTIVE || state == TransferItemState.INACTIVE);
  }

  /**
   * Returns the task of a submission with its items in their order, each without its job. Empty
   * when it cannot be repeated: not all of its items are known any more, or its way is not.
   */
  Optional<TransferTask> task(String submission) {
    List<TransferRow> rows = parts.store.submitted(submission);
    TransferTaskRow task = rows.isEmpty() ? null : rows.get(0).task();
    if (task == null || task.items() != rows.size() || !rows.stream().allMatch(Adoption::wanted)) {
      return Optional.empty();
    }
    List<TransferEntry> entries = entries(rows);
    try {
      return way(task, entries.get(0).item().place())
          .map(known -> TransferTask.adopted(known, ways.transfer(known), entries, task));
    } catch (PluginException e) {
      return Optional.empty();
    }
  }

  private List<TransferEntry> entries(List<TransferRow> rows) {
    List<TransferEntry> entries = new ArrayList<>();
    for (TransferRow row : rows) {
      JobRow job = parts.details.get(row.job()).whole().row();
      JobTransfer of = JobTransfer.absent(job.id());
      if (job.state().terminal()) {
        of.cancel();
      }
      entries.add(new TransferEntry(of, item(row, Path.of(job.workdir())), row));
    }
    return entries;
  }

  private static LocatedItem item(TransferRow row, Path workdir) {
    TransferItemView item = row.item();
    TransferSlot slot =
        new TransferSlot(
            item.slot(),
            item.direction(),
            item.localPath(),
            true,
            item.recursive(),
            "",
            item.way(),
            row.checksum() ? Comparison.CONTENTS : Comparison.SIZES);
    Place place = new Place(item.location(), item.remotePath());
    return new LocatedItem(slot, place, workdir.resolve(item.localPath()));
  }

  /** Returns the way by which a task was submitted; empty when there is none like it any more. */
  private Optional<Way> way(TransferTaskRow task, Place place) {
    try {
      return ways.to(place, task.way()).stream()
          .filter(way -> way.url().at("").equals(task.url()))
          .findFirst();
    } catch (IllegalArgumentException e) {
      // The settings have changed.
      return Optional.empty();
    }
  }
}
