package io.balsam.engine.transfer;

import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.process.Lack;
import io.balsam.engine.transfer.TransferEntry.Outcome;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.TransferFault;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;

/** Decides what becomes of items when their tasks have ended. Guarded by the queue. */
final class ItemEnds {

  /** Number of times an item is moved that fails while others of its task arrive. */
  private static final int TRIES = 5;

  private final Map<TransferGroup.Key, TransferGroup> groups;
  private final Map<Long, JobTransfer> jobs;
  private final Clock clock;

  /**
   * @param groups those of the queue
   * @param jobs transfers of jobs that have not ended
   */
  ItemEnds(Map<TransferGroup.Key, TransferGroup> groups, Map<Long, JobTransfer> jobs, Clock clock) {
    this.groups = groups;
    this.jobs = jobs;
    this.clock = clock;
  }

  /** Handles an item of an adopted task that its job has asked for. */
  void handOver(TransferEntry entry, TransferTurn turn) {
    switch (entry.outcome()) {
      case NONE -> {}
      case ARRIVED -> arrived(entry, turn);
      case FAILED -> failed(entry, new PluginException(ErrorKind.SITE, entry.said()), turn);
      case AGAIN -> group(entry).add(entry);
    }
  }

  /** Handles an item that has not arrived, though others of its task may have. */
  void faulty(TransferEntry entry, TransferFault fault, TransferTurn turn) {
    entry.said(fault.message());
    if (!fault.kind().mayPass() || entry.tries() >= TRIES) {
      failed(entry, new PluginException(fault.kind(), fault.message()), turn);
    } else {
      again(entry, turn);
    }
  }

  /** Has an item moved again. */
  void again(TransferEntry entry, TransferTurn turn) {
    turn.add(entry, entry.row().in(TransferItemState.PENDING, entry.said()));
    if (entry.of().isAbsent()) {
      entry.outcome(Outcome.AGAIN);
    } else {
      group(entry).add(entry);
    }
  }

  /** Handles an item that has arrived; its row is recorded by the caller. */
  void arrived(TransferEntry entry, TransferTurn turn) {
    if (entry.of().isAbsent()) {
      entry.outcome(Outcome.ARRIVED);
      return;
    }
    entry.of().arrived(entry.row());
    addIfEnded(entry.of(), turn);
  }

  /** Handles an item that does not arrive. */
  void failed(TransferEntry entry, PluginException error, TransferTurn turn) {
    String why = String.valueOf(error.getMessage());
    turn.add(
        entry,
        Lack.of(error).isPresent()
            ? entry.row().in(TransferItemState.PENDING, why)
            : entry.row().failed(why, clock.instant()));
    if (entry.of().isAbsent()) {
      entry.outcome(Outcome.FAILED);
      return;
    }
    entry.of().failed(entry.failure(error));
    addIfEnded(entry.of(), turn);
  }

  private void addIfEnded(JobTransfer of, TransferTurn turn) {
    if (of.ended() && jobs.remove(of.job(), of)) {
      turn.ended.add(of);
    }
  }

  private TransferGroup group(TransferEntry entry) {
    return Objects.requireNonNull(
        groups.get(TransferGroup.Key.of(entry.item())), "an item without a group");
  }
}
