package io.balsam.engine.launch;

import io.balsam.engine.api.launcher.Order;
import io.balsam.engine.api.launcher.Report;
import org.jspecify.annotations.Nullable;

/** An order that a worker has. */
final class Given {

  final Order order;
  final Worker worker;
  Report.@Nullable Begun begun;

  /** Nobody wants to know how it ends. */
  boolean dropped;

  Given(Order order, Worker worker) {
    this.order = order;
    this.worker = worker;
  }
}
