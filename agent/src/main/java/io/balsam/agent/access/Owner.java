package io.balsam.agent.access;

import io.balsam.engine.Engine;
import io.balsam.engine.concurrent.Uninterrupted;
import io.balsam.engine.store.Ownership;
import io.balsam.server.ApiServer;
import org.slf4j.LoggerFactory;

/** This process as the owner of a site: its engine, and the server for other processes. */
public final class Owner implements AutoCloseable {

  private final Engine engine;
  private final Ownership ownership;
  private final CloseStack parts;
  private boolean serving;

  Owner(Engine engine, Ownership ownership, CloseStack parts) {
    this.engine = engine;
    this.ownership = ownership;
    this.parts = parts;
  }

  public Engine engine() {
    return engine;
  }

  /**
   * Starts to serve other commands, in the background: the first jobs do not wait for it. A second
   * call does nothing.
   */
  public synchronized void serve() {
    if (!serving) {
      serving = true;
      Thread thread = new Thread(this::open, "balsam-serve");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void open() {
    try {
      String token = AccessToken.fresh();
      ApiServer server = ApiServer.start(engine, token);
      parts.add(server);
      ownership.publish(server.url(), token, "");
    } catch (RuntimeException e) {
      // The run itself does not need it; other commands are asked to wait.
      LoggerFactory.getLogger(Owner.class).warn("other commands cannot read this run", e);
    }
  }

  /**
   * Ends what runs, records it and gives the site free. An interrupt of this thread stays set and
   * does not shorten it.
   */
  @Override
  public void close() {
    Uninterrupted.get(
        () -> {
          parts.close();
          return true;
        });
  }
}
