package io.balsam.engine.store.jdbc;

import io.balsam.engine.domain.SiteLayout;
import io.balsam.engine.store.Commit;
import io.balsam.engine.store.LostRecordCheck;
import io.balsam.engine.store.RunRow;
import io.balsam.engine.store.StoreNote;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A site's own note of its store, kept current while the store is open; see {@link StoreNote}. */
final class SiteMemory {

  private final Path site;
  private final boolean own;
  private final List<String> warnings;
  private volatile StoreNote note;
  private volatile SitePaths paths;
  private String id = "";

  /**
   * Reads the note.
   *
   * @param site directory of the site, absolute
   * @param own whether the store is a file inside the site
   * @param before warnings so far
   */
  SiteMemory(Path site, boolean own, List<String> before) {
    this.site = site;
    this.own = own;
    this.warnings = new ArrayList<>(before);
    this.note = StoreNote.read(balsamDir()).orElse(StoreNote.NONE);
    this.paths = new SitePaths(site, "");
  }

  private Path balsamDir() {
    return site.resolve(SiteLayout.OWN);
  }

  /** Claims the store for the site; called each time that it is opened for writing. */
  SitePaths claim(Connection connection) throws SQLException {
    StoreClaim claim = new StoreClaim(connection, site, note, own);
    StoreIdentity place = claim.take();
    warnings.addAll(claim.warnings());
    id = place.site();
    paths = new SitePaths(site, place.former());
    return paths;
  }

  SitePaths paths() {
    return paths;
  }

  /** Compares the opened store with the note and warns of records that are missing. */
  void compare(long lastRun, long lastBatchJob, long lastEvent) {
    LostRecordCheck.of(site, note, lastRun, lastEvent).ifPresent(warnings::add);
    remember(lastRun, lastBatchJob, lastEvent);
  }

  /** Updates the note after a commit. */
  void committed(Commit commit) {
    long run = commit.runs().stream().mapToLong(RunRow::id).max().orElse(0);
    long batchJob = commit.site().batchJobs().stream().mapToLong(job -> job.id()).max().orElse(0);
    remember(run, batchJob, note.lastEvent());
  }

  /** Updates the note before the store is closed. */
  void closing(long lastEvent) {
    remember(0, 0, lastEvent);
  }

  private synchronized void remember(long run, long batchJob, long event) {
    StoreNote now = note.with(id, run, batchJob, event);
    if (!now.equals(note)) {
      note = now;
      now.write(balsamDir());
    }
  }

  long lastRun() {
    return note.lastRun();
  }

  long lastBatchJob() {
    return note.lastBatchJob();
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }
}
