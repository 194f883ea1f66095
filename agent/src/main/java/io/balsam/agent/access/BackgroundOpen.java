package io.balsam.agent.access;

import io.balsam.agent.site.SiteContext;
import io.balsam.engine.domain.WorkflowLoader;
import io.balsam.engine.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Opens a site while its script is still being read, as both take about the same time. A script
 * with mistakes must leave no files: in a directory that was never run in, the files made are
 * removed again.
 */
public final class BackgroundOpen implements AutoCloseable {

  private final SiteContext context;
  private final WorkflowLoader loader;
  private final boolean fresh;
  private final CompletableFuture<Owner> begun = new CompletableFuture<>();
  private volatile boolean taken;

  /** Starts to open the site. */
  public BackgroundOpen(SiteContext context, WorkflowLoader loader) {
    this.context = context;
    this.loader = loader;
    fresh = !Files.exists(context.site().balsam());
    Thread thread = new Thread(this::begin, "balsam-open");
    thread.setDaemon(true);
    thread.start();
  }

  private void begin() {
    try {
      begun.complete(EngineFactory.own(context, loader, this::takeBack));
    } catch (RuntimeException | Error e) {
      begun.completeExceptionally(e);
    }
  }

  /** Removes a store that was made in vain; called before another process can own the site. */
  private void takeBack() throws IOException {
    if (fresh && !taken) {
      Trees.remove(context.site().balsam());
    }
  }

  /** Returns the opened site; the caller must close it. */
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

  /** Closes the site unless {@link #owner} has handed it out. */
  @Override
  public void close() {
    if (!taken) {
      begun.handle((owner, e) -> Optional.ofNullable(owner)).join().ifPresent(Owner::close);
    }
  }
}
