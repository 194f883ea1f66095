package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Sessions;
import io.balsam.spi.Node;
import java.util.List;

/**
 * How workers of a serial launcher are made and reach their master; what that takes lies outside.
 */
public interface WorkerStarts extends AutoCloseable {

  /** Lets workers in, to whom these are the owner's. */
  void serve(Sessions master);

  /**
   * Program and arguments that are a worker when they run on its node.
   *
   * @param node the worker's
   * @param position the node's among the launcher's nodes
   */
  List<String> command(Node node, int position);

  /** Lets nobody in any more and removes what was left for workers. */
  @Override
  void close();
}
