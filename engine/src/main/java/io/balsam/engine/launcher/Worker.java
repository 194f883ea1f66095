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

/** A worker as its master sees it. */
final class Worker {

  final int position;
  final Node node;
  final OutboundQueue mail;

  private final NodePool shape;
  private final Map<Resources, Boolean> suits = new HashMap<>();
  private double cores;
  private double gpus;
  private double share;

  /** The session it opened; null before. */
  @Nullable OpenSession opened;

  /** What it was told of the lease when it did. */
  Duration lease = Duration.ZERO;

  /** The number of the last report whose returned jobs were looked at. */
  long lastReport;

  /** What its machine lacks to start more; empty for nothing. */
  String lack = "";

  /** Why it gets nothing more and is not listened to; empty while it works. */
  String gone = "";

  long heardNanos = System.nanoTime();

  Worker(int position, Node node, OutboundQueue mail) {
    this.position = position;
    this.node = node;
    this.mail = mail;
    this.shape = new NodePool(List.of(node));
  }

  boolean gone() {
    return !gone.isEmpty();
  }

  /** Whether its node is large enough. */
  boolean suits(Resources wanted) {
    return suits.computeIfAbsent(wanted, one -> shape.neverFits(one).isEmpty());
  }

  /** Counts an order in, or out with -1. */
  void load(Resources resources, int times) {
    cores += times * resources.coresPerNode();
    gpus += times * resources.gpusPerNode();
    share += times * resources.nodeShare();
  }

  /** How much of its node is spoken for: above 1, orders wait there for each other. */
  double pressure() {
    double ofGpus = node.gpuIds().isEmpty() ? 0 : gpus / node.gpuIds().size();
    return Math.max(share, Math.max(cores / node.cpuIds().size(), ofGpus));
  }

  /** Sessions are numbered by position, from 1. */
  long session() {
    return position + 1L;
  }

  /** Names its process for the spawner, apart from all jobs. */
  long process() {
    return -session();
  }
}
