package io.balsam.engine.store.jdbc;

import io.balsam.engine.api.TransferItemView;
import io.balsam.engine.domain.ValueLimits;
import io.balsam.engine.store.TransferChanges;
import io.balsam.engine.store.TransferChanges.GaveUp;
import io.balsam.engine.store.TransferRow;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Writes the items of transfers. */
final class TransferWriter {

  private static final String INSERT =
      """
      insert into transfer_item (id, job, slot, direction, location, recursive, checksum, created,
        remote_path, local_path, state, way, url, task, submission, position, of_items, bytes, files,
        attempts, error, estimate, choice, started, ended)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  // The row of a job that was removed meanwhile is gone.
  private static final String UPDATE =
      """
      update transfer_item set remote_path = ?, local_path = ?, state = ?, way = ?, url = ?,
        task = ?, submission = ?, position = ?, of_items = ?, bytes = ?, files = ?, attempts = ?, error = ?,
        estimate = ?, choice = ?, started = ?, ended = ?
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
    writes.<TransferRow>each(INSERT, changes.created(), TransferWriter::whole);
    writes.<TransferRow>tryEach(
        UPDATE, changes.changed(), (values, row) -> changeable(values, row).add(row.id()));
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

  private static void whole(Values values, TransferRow row) throws SQLException {
    TransferItemView item = row.item();
    values
        .add(item.id())
        .add(item.job())
        .add(item.slot())
        .add(item.direction())
        .add(item.location())
        .add(item.recursive())
        .add(row.checksum())
        .add(ColumnCodec.micros(item.created()));
    changeable(values, row);
  }

  private static Values changeable(Values values, TransferRow row) throws SQLException {
    TransferItemView item = row.item();
    return values
        .add(item.remotePath())
        .add(item.localPath())
        .add(item.state())
        .add(ColumnCodec.text(item.way()))
        .add(ColumnCodec.text(row.url()))
        .add(ColumnCodec.text(item.task()))
        .add(ColumnCodec.text(row.submission()))
        .add(row.position())
        .add(row.of())
        .add(item.bytes())
        .add(item.files())
        .add(item.attempts())
        .add(message(item.error()))
        .add(ColumnCodec.micros(item.estimate()))
        .add(message(item.choice()))
        .add(ColumnCodec.micros(item.started()))
        .add(ColumnCodec.micros(item.ended()));
  }

  private static @Nullable String message(String text) {
    return ColumnCodec.text(ValueLimits.foreign(text, ColumnCodec.MESSAGE));
  }
}
