package io.balsam.engine.store.jdbc;

import io.balsam.engine.api.TransferItemView;
import io.balsam.engine.domain.ValueLimits;
import io.balsam.engine.store.TransferChanges;
import io.balsam.engine.store.TransferChanges.Begun;
import io.balsam.engine.store.TransferChanges.GaveUp;
import io.balsam.engine.store.TransferChanges.Placed;
import io.balsam.engine.store.TransferRow;
import io.balsam.engine.store.TransferTaskRow;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the items of transfers. Jobs have thousands of them, so each statement writes only the
 * columns that its change is about.
 */
final class TransferWriter {

  private static final String BEGIN =
      """
      insert into transfer_task (id, submission, name, way, url, items, estimate, choice, started)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private static final String CREATE =
      """
      insert into transfer_item (id, job, slot, direction, location, remote_path, local_path,
        recursive, checksum, state, way, position, bytes, files, attempts, error, created, ended,
        task)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  // From here on the row of a job that was removed meanwhile is gone.
  private static final String NAME =
      "update transfer_item set remote_path = ?, local_path = ? where id = ?";

  private static final String SUBMIT =
      """
      update transfer_item set state = 'ACTIVE', task = ?, position = ?, attempts = ?, error = null,
        ended = null
      where id = ?""";

  private static final String IDENTIFY = "update transfer_task set name = ? where submission = ?";

  private static final String CHANGE =
      """
      update transfer_item set state = ?, way = ?, bytes = ?, files = ?, attempts = ?, error = ?,
        ended = ?
      where id = ?""";

  private static final String GIVE_UP =
      """
      update transfer_item set state = 'ERROR', error = ?, ended = ?
      where job = ? and direction = ?
        and state in ('AWAITING_JOB', 'PENDING', 'ACTIVE', 'INACTIVE')""";

  private final StatementBatch writes;

  TransferWriter(StatementBatch writes) {
    this.writes = writes;
  }

  void write(TransferChanges changes) {
    writes.<Begun>each(
        BEGIN, changes.begun(), (values, one) -> task(values.add(one.id()), one.task()));
    writes.<Placed>each(CREATE, changes.created(), TransferWriter::item);
    writes.<TransferRow>tryEach(
        NAME,
        changes.named(),
        (values, row) ->
            values.add(row.item().remotePath()).add(row.item().localPath()).add(row.id()));
    writes.<Placed>tryEach(
        SUBMIT,
        changes.submitted(),
        (values, one) ->
            values
                .add(one.task())
                .add(one.row().position())
                .add(one.row().item().attempts())
                .add(one.row().id()));
    writes.<TransferTaskRow>tryEach(
        IDENTIFY,
        changes.identified(),
        (values, task) -> values.add(task.name()).add(task.submission()));
    writes.<TransferRow>tryEach(CHANGE, changes.changed(), TransferWriter::state);
    writes.<GaveUp>tryEach(
        GIVE_UP,
        changes.gaveUp(),
        (values, one) ->
            values
                .add(message(one.error()))
                .add(ColumnCodec.micros(one.at()))
                .add(one.job())
                .add(one.direction()));
  }

  private static void task(Values values, TransferTaskRow task) throws SQLException {
    values
        .add(task.submission())
        .add(ColumnCodec.text(task.name()))
        .add(task.way())
        .add(task.url())
        .add(task.items())
        .add(ColumnCodec.micros(task.estimate()))
        .add(message(task.choice()))
        .add(ColumnCodec.micros(task.started()));
  }

  private static void item(Values values, Placed placed) throws SQLException {
    TransferRow row = placed.row();
    TransferItemView item = row.item();
    values
        .add(item.id())
        .add(item.job())
        .add(item.slot())
        .add(item.direction())
        .add(item.location())
        .add(item.remotePath())
        .add(item.localPath())
        .add(item.recursive())
        .add(row.checksum())
        .add(item.state())
        .add(ownWay(row))
        .add(row.position())
        .add(item.bytes())
        .add(item.files())
        .add(item.attempts())
        .add(message(item.error()))
        .add(ColumnCodec.micros(item.created()))
        .add(ColumnCodec.micros(item.ended()))
        .add(placed.task() == 0 ? null : (Long) placed.task());
  }

  private static void state(Values values, TransferRow row) throws SQLException {
    TransferItemView item = row.item();
    values
        .add(item.state())
        .add(ownWay(row))
        .add(item.bytes())
        .add(item.files())
        .add(item.attempts())
        .add(message(item.error()))
        .add(ColumnCodec.micros(item.ended()))
        .add(row.id());
  }

  /** Returns the way of an item that was not part of a task. */
  private static @Nullable String ownWay(TransferRow row) {
    return row.task() == null ? ColumnCodec.text(row.item().way()) : null;
  }

  private static @Nullable String message(String text) {
    return ColumnCodec.text(ValueLimits.foreign(text, ColumnCodec.MESSAGE));
  }
}
