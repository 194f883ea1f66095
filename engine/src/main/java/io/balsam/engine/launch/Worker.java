package io.balsam.engine.launch;

import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.run.session.Mailbox;
import io.balsam.spi.Node;
import org.jspecify.annotations.Nullable;

/** A worker as its master sees it. */
final class Worker {

  final int position;
  final Node node;
  final Mailbox mail;

  /** Orders that it has. */
  int load;

  /** The session it opened; null before. */
  @Nullable OpenSession opened;

  boolean gone;
  long heardNanos = System.nanoTime();

  Worker(int position, Node node, Mailbox mail) {
    this.position = position;
    this.node = node;
    this.mail = mail;
  }

  /** Sessions are numbered by position, from 1. */
  long session() {
    return position + 1;
  }

  /** Names its process for the spawner, apart from all jobs. */
  long process() {
    return -session();
  }
}
