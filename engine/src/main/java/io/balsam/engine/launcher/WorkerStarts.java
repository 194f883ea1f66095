package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Sessions;
import io.balsam.spi.Node;
import java.util.List;

/**
 * Starts the workers of a serial launcher and connects them to their master; implemented outside
 * the engine.
 */
public interface WorkerStarts extends AutoCloseable {

  /** Serves these sessions to workers, as those of their owner. */
  void serve(Sessions master);

  /**
   * Returns the program and arguments that run a worker on its node.
   *
   * @param node the worker's
   * @param position the node's among the launcher's nodes
   */
  List<String> command(Node node, int position);

  /** Refuses further workers and removes what was left for them. */
  @Override
  void close();
}
