package io.balsam.agent.access;

import io.balsam.engine.Engine;

/**
 * An engine used for plans only.
 *
 * @param engine the engine
 * @param reuseKnown whether it sees earlier runs; false for a store of an earlier version
 * @param parts closed together with it
 */
public record PlanningEngine(Engine engine, boolean reuseKnown, AutoCloseable parts)
    implements AutoCloseable {

  @Override
  public void close() throws Exception {
    parts.close();
  }
}
