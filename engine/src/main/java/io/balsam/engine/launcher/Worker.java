package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.packing.NodePool;
import io.balsam.engine.session.OutboundQueue;
import io.balsam.spi.Node;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The master's view of one worker. */
final class Worker {

  final int position;
  final Node node;
  final OutboundQueue outbound;

  private final NodePool shape;
  private final Map<Resources, Boolean> suits = new HashMap<>();
  private double cores;
  private double gpus;
  private double share;

  /** Request that opened its session; null before. */
  @Nullable OpenSession opened;

  /** Lease that it received then. */
  Duration lease = Duration.ZERO;

  /** Number of the last report whose returned jobs were handled. */
  long lastReport;

  /** Shortage that keeps its machine from starting more; empty for none. */
  String lack = "";

  /** Reason why it gets no more assignments and its calls are refused; empty while it works. */
  String gone = "";

  long heardNanos = System.nanoTime();

  Worker(int position, Node node, OutboundQueue outbound) {
    this.position = position;
    this.node = node;
    this.outbound = outbound;
    this.shape = new NodePool(List.of(node));
  }

  boolean gone() {
    return !gone.isEmpty();
  }

  /** Returns whether its node is large enough. */
  boolean suits(Resources wanted) {
    return suits.computeIfAbsent(wanted, one -> shape.neverFits(one).isEmpty());
  }

  /** Adds the load of an assignment, or removes it with -1. */
  void load(Resources resources, int times) {
    cores += times * resources.coresPerNode();
    gpus += times * resources.gpusPerNode();
    share += times * resources.nodeShare();
  }

  /**
   * Returns the share of its node that is assigned: above 1, assignments wait there for each other.
   */
  double pressure() {
    double ofGpus = node.gpuIds().isEmpty() ? 0 : gpus / node.gpuIds().size();
    return Math.max(share, Math.max(cores / node.cpuIds().size(), ofGpus));
  }

  /** Returns the id of its session: sessions are numbered by position, from 1. */
  long session() {
    return position + 1L;
  }

  /** Returns the id of its process for the spawner, which no job has. */
  long process() {
    return -session();
  }
}
