package io.balsam.engine.transfer;

import io.balsam.spi.PluginException;

/** One item in the queue of transfers. Guarded by the queue. */
final class TransferEntry {

  private final JobTransfer of;
  private final LocatedItem item;
  private String said = "";
  private int tries;
  private boolean alone;

  TransferEntry(JobTransfer of, LocatedItem item) {
    this.of = of;
    this.item = item;
  }

  /** Returns the transfer of the job that it belongs to. */
  JobTransfer of() {
    return of;
  }

  LocatedItem item() {
    return item;
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
    return new PluginException(error.kind(), "%s: %s".formatted(item, error.getMessage()), error);
  }
}
