package io.balsam.engine.run.place;

import io.balsam.engine.packing.SiteRoom;
import io.balsam.engine.run.loop.Batch;
import io.balsam.engine.run.loop.Details;
import io.balsam.engine.run.loop.Lives;
import io.balsam.engine.run.loop.Loop;
import io.balsam.engine.run.loop.Runs;
import io.balsam.engine.run.threads.Lacks;
import io.balsam.engine.run.threads.PatientPool;
import io.balsam.engine.run.threads.Timers;
import io.balsam.engine.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadPoolExecutor;

/** State and threads that the rooms of one engine share. */
public final class EngineParts {

  private static final int FILE_THREADS = 4;

  public final Path site;
  public final Store store;
  public final Clock clock;

  /** Names this engine, so that processes of an earlier one can be told from its own. */
  public final String owner = UUID.randomUUID().toString();

  public final Details details;
  public final Runs runs;
  public final Batch batch;
  public final Loop loop;
  public final Lives lives;
  public final Usage usage = new Usage();
  public final SiteRoom siteRoom;
  public final Contexts contexts;
  public final Timers timers = new Timers();

  /** For work on files; once the engine has ended nothing waits for what they would still do. */
  public final ThreadPoolExecutor files = new PatientPool(FILE_THREADS, "balsam-files");

  /** What jobs wait for that this machine lacks. */
  public final Lacks lacks;

  /**
   * Makes them.
   *
   * @param site its directory, absolute
   * @param resources what the site has that belongs to no node, by name, and how many
   * @param forgetsEndedRuns whether runs that have ended leave the memory: a site's agent lives for
   *     months
   */
  public EngineParts(
      Path site,
      Store store,
      Clock clock,
      Map<String, Integer> resources,
      boolean forgetsEndedRuns) {
    this.site = site;
    this.store = store;
    this.clock = clock;
    details = new Details(store);
    runs = new Runs(store, site);
    batch = new Batch(details, forgetsEndedRuns ? runs::forget : run -> {});
    loop = new Loop(store, batch, clock);
    lives = new Lives(batch);
    siteRoom = new SiteRoom(resources);
    contexts = new Contexts(details);
    lacks = new Lacks(this::later);
  }

  /** Runs code after a time, on a thread for files. */
  public void later(Duration delay, Runnable code) {
    timers.in(delay, () -> files.execute(code));
  }
}
