package io.balsam.cli.site;

import io.balsam.dsl.WorkflowReader;
import io.balsam.engine.store.Stores;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A site that is opened while its script is still being read: each takes about as long as the
 * other. A site where nothing was ever run is only prepared for, since a script with mistakes shall
 * leave no files.
 */
public final class Opening implements AutoCloseable {

  private final Call call;
  private final Site site;
  private final WorkflowReader reader;
  private final boolean early;
  private final CompletableFuture<Object> begun;
  private boolean taken;

  /** Begins to open the site. */
  public Opening(Call call, Site site, WorkflowReader reader) {
    this.call = call;
    this.site = site;
    this.reader = reader;
    early = Files.isDirectory(site.balsam());
    CompletableFuture<Object> result = new CompletableFuture<>();
    Thread thread = new Thread(() -> begin(result), "open");
    thread.setDaemon(true);
    thread.start();
    begun = result;
  }

  private void begin(CompletableFuture<Object> result) {
    try {
      if (early) {
        result.complete(Wiring.own(call, site, reader));
      } else {
        // Nearly all of the time goes into loading a database's classes, wherever its data are.
        Stores.open("jdbc:h2:mem:warm", site.directory()).close();
        result.complete(site);
      }
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  /** The opened site; to be closed by the caller. */
  public Owner owner() {
    taken = true;
    if (!early) {
      begun.exceptionally(e -> site).join();
      return Wiring.own(call, site, reader);
    }
    try {
      return (Owner) begun.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Closes the site if nobody took it. */
  @Override
  public void close() {
    if (!taken && begun.handle((owner, e) -> owner).join() instanceof Owner owner) {
      owner.close();
    }
  }
}
