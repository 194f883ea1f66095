package io.balsam.engine.transfer;

import io.balsam.engine.store.TransferRow;
import io.balsam.spi.PluginException;
import java.nio.file.FileSystemException;

/** One item in the queue of transfers. Guarded by the queue. */
final class TransferEntry {

  /** End of an item whose job had not asked for it by then. */
  enum Outcome {
    NONE,
    ARRIVED,
    FAILED,
    AGAIN
  }

  private LocatedItem item;
  private JobTransfer of;
  private Outcome outcome = Outcome.NONE;
  private TransferRow row;
  private String said = "";
  private int tries;
  private boolean alone;

  TransferEntry(JobTransfer of, LocatedItem item, TransferRow row) {
    this.of = of;
    this.item = item;
    this.row = row;
  }

  /** Returns the transfer of the job that it belongs to. */
  JobTransfer of() {
    return of;
  }

  /** Assigns it to the transfer of its job, which it was begun without. */
  void assign(JobTransfer now, LocatedItem known) {
    of = now;
    item = known;
  }

  Outcome outcome() {
    return outcome;
  }

  void outcome(Outcome now) {
    outcome = now;
  }

  LocatedItem item() {
    return item;
  }

  /** Returns its row as it was recorded last. */
  TransferRow row() {
    return row;
  }

  /** Notes its row as it is recorded now, and returns it to be recorded. */
  TransferRow row(TransferRow now) {
    row = now.asStored();
    return now;
  }

  /**
   * Returns whether nothing is to be recorded of it: its job has ended, and may be removed, before
   * the item had a row.
   */
  boolean forgotten() {
    return of.cancelled() && !row.stored();
  }

  /** Counts a task that it is part of. */
  void tried() {
    tries++;
  }

  /** Returns how many tasks it has been part of. */
  int tries() {
    return tries;
  }

  /** Returns why it did not arrive the last time; empty when it was not tried. */
  String said() {
    return said;
  }

  void said(String message) {
    said = message;
  }

  /** Returns whether it must have a task of its own, since one with others failed as a whole. */
  boolean alone() {
    return alone;
  }

  void alone(boolean now) {
    alone = now;
  }

  /** Returns an error of its task as the error of its job. */
  PluginException failure(PluginException error) {
    String message = "%s: %s".formatted(item, error.getMessage());
    return new PluginException(error.kind(), message, item.in() ? here(error) : error);
  }

  /**
   * Returns an error with the file of this site that could not be written. So an item that comes to
   * a full disk makes its job wait; a plugin, which has the system's words only, cannot tell whose
   * disk that is.
   */
  private FileSystemException here(PluginException error) {
    String said = String.valueOf(error.getMessage());
    String reason = said.substring(said.lastIndexOf(": ") + 1).strip();
    FileSystemException here = new FileSystemException(item.here().toString(), null, reason);
    here.initCause(error);
    return here;
  }
}
