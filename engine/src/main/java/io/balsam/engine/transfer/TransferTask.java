package io.balsam.engine.transfer;

import io.balsam.engine.text.Count;
import io.balsam.engine.transfer.Ways.Way;
import io.balsam.spi.PluginException;
import io.balsam.spi.Transfer;
import io.balsam.spi.TransferReport;
import io.balsam.spi.TransferState;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Items of several jobs that one transfer moves together. */
final class TransferTask {

  private static final Logger LOG = LoggerFactory.getLogger(TransferTask.class);

  /** Most answers in a row that the transfer does not have the task. */
  private static final int MOST_UNKNOWN = 10;

  private final Way way;
  private final Transfer transfer;
  private final List<TransferEntry> entries;
  private volatile String id = "";
  private volatile int unknown;
  private volatile TransferReport last = TransferReport.of(TransferState.ACTIVE);

  TransferTask(Way way, Transfer transfer, List<TransferEntry> entries) {
    this.way = way;
    this.transfer = transfer;
    this.entries = List.copyOf(entries);
    entries.forEach(TransferEntry::tried);
  }

  Way way() {
    return way;
  }

  Transfer transfer() {
    return transfer;
  }

  /** Returns the transfer's id of the task; empty before it was submitted. */
  String id() {
    return id;
  }

  List<TransferEntry> entries() {
    return entries;
  }

  /** Submits it; returns false when nobody needs it any more. */
  boolean submit() {
    if (useless()) {
      return false;
    }
    id =
        transfer.submit(
            transfer.newSubmission(), entries.stream().map(entry -> entry.item().by(way)).toList());
    LOG.debug("{} task {}: {} items", way.name(), id, entries.size());
    return true;
  }

  void report(TransferReport now) {
    last = now;
    unknown = 0;
  }

  /** Counts an answer that the transfer does not have it; returns whether it must be lost. */
  boolean isLost() {
    return ++unknown >= MOST_UNKNOWN;
  }

  /** Returns how many of its items belong to a job. */
  long itemsOf(long job) {
    return entries.stream().filter(entry -> entry.of().job() == job).count();
  }

  /** Returns whether the jobs of all its items have ended meanwhile. */
  boolean useless() {
    return entries.stream().allMatch(entry -> entry.of().cancelled());
  }

  void cancel() {
    if (id.isEmpty()) {
      return;
    }
    try {
      transfer.cancel(id);
    } catch (PluginException e) {
      LOG.warn("{} task {} cannot be cancelled: {}", way.name(), id, e.getMessage());
    }
  }

  /** Returns how far it is, for users. */
  String progress() {
    TransferReport now = last;
    StringBuilder text =
        new StringBuilder()
            .append(Count.of(entries.size(), "item"))
            .append(" by ")
            .append(way.name())
            .append(entries.get(0).item().in() ? " from " : " to ")
            .append(way.url());
    if (now.files() > 0) {
      text.append(", files so far: ").append(now.files());
    }
    if (now.state() == TransferState.INACTIVE) {
      text.append(", suspended");
    }
    return text + (now.message().isEmpty() ? "" : ": " + now.message());
  }
}
