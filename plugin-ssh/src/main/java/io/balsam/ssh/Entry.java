package io.balsam.ssh;

import java.nio.file.Path;

/**
 * Item of a batch, of which one end is a path here and the other one a path of the host.
 *
 * @param item position in the batch
 * @param local absolute path of this site
 * @param remote absolute path of the host
 * @param kind which items are moved with it by one process
 */
record Entry(int item, Path local, String remote, Kind kind) {

  /** Traits that the items have in common that one process moves. */
  record Kind(boolean recursive, boolean checksum) {}

  boolean recursive() {
    return kind.recursive();
  }

  /** Returns the remote path below the directory that stands for the host's root. */
  String below() {
    return remote.substring(1);
  }
}
