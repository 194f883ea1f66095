package io.balsam.cli.site;

import io.balsam.dsl.WorkflowReader;
import io.balsam.engine.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A site that is opened while its script is still being read: each takes about as long as the
 * other. A script with mistakes shall leave no files, so where nothing was ever run, what was made
 * for nothing is removed again.
 */
public final class BackgroundOpen implements AutoCloseable {

  private final Invocation call;
  private final SiteDirectory site;
  private final WorkflowReader reader;
  private final boolean fresh;
  private final CompletableFuture<Owner> begun = new CompletableFuture<>();
  private volatile boolean taken;

  /** Begins to open the site. */
  public BackgroundOpen(Invocation call, SiteDirectory site, WorkflowReader reader) {
    this.call = call;
    this.site = site;
    this.reader = reader;
    fresh = !Files.exists(site.balsam());
    Thread thread = new Thread(this::begin, "open");
    thread.setDaemon(true);
    thread.start();
  }

  private void begin() {
    try {
      begun.complete(Wiring.own(call, site, reader, this::takeBack));
    } catch (RuntimeException | Error e) {
      begun.completeExceptionally(e);
    }
  }

  /** Called while nobody else can own the site yet. */
  private void takeBack() throws IOException {
    if (fresh && !taken) {
      Trees.remove(site.balsam());
    }
  }

  /** The opened site; to be closed by the caller. */
  public Owner owner() {
    taken = true;
    try {
      return begun.join();
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
    if (!taken) {
      begun.handle((owner, e) -> Optional.ofNullable(owner)).join().ifPresent(Owner::close);
    }
  }
}
