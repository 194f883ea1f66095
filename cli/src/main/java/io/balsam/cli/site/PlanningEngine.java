package io.balsam.cli.site;

import io.balsam.engine.Engine;

/**
 * An engine that is only asked for plans.
 *
 * @param engine to ask
 * @param reuseKnown whether it sees earlier runs; not in a store of an earlier version
 * @param parts what is closed with it
 */
public record PlanningEngine(Engine engine, boolean reuseKnown, AutoCloseable parts)
    implements AutoCloseable {

  @Override
  public void close() throws Exception {
    parts.close();
  }
}
