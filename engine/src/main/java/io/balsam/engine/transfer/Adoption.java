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
import io.balsam.engine.store.TransferRow.Choice;
import io.balsam.engine.transfer.Ways.Way;
import io.balsam.spi.PluginException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    List<TransferEntry> entries = entries(submission);
    Optional<Way> way = entries.isEmpty() ? Optional.empty() : way(entries.get(0));
    try {
      return way.map(
          known -> {
            TransferItemView first = entries.get(0).row().item();
            Duration estimate = Objects.requireNonNullElse(first.estimate(), Duration.ZERO);
            Choice choice = new Choice(known.name(), estimate, first.choice());
            return new TransferTask(known, ways.transfer(known), entries, choice, submission);
          });
    } catch (PluginException e) {
      return Optional.empty();
    }
  }

  private List<TransferEntry> entries(String submission) {
    List<TransferEntry> entries = new ArrayList<>();
    List<TransferRow> rows = parts.store.submitted(submission);
    for (TransferRow row : rows) {
      if (row.of() != rows.size() || !wanted(row)) {
        return List.of();
      }
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

  /** Returns the way by which an item was submitted; empty when there is none like it any more. */
  private Optional<Way> way(TransferEntry entry) {
    TransferRow row = entry.row();
    Place place = entry.item().place();
    try {
      return ways.to(place, row.item().way()).stream()
          .filter(way -> way.url().at(place.path()).equals(row.url()))
          .findFirst();
    } catch (IllegalArgumentException e) {
      // The settings have changed.
      return Optional.empty();
    }
  }
}
