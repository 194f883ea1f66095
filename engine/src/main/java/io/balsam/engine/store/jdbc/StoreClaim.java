package io.balsam.engine.store.jdbc;

import io.balsam.engine.domain.SiteLayout;
import io.balsam.engine.store.OwnerInfo;
import io.balsam.engine.store.StoreException;
import io.balsam.engine.store.StoreNote;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Claim of a site on its store: for the first time, again, or after one of the two was moved or
 * copied. A store on a server, or a BatchJob, must never belong to two directories.
 */
final class StoreClaim {

  private final Connection connection;
  private final Path site;
  private final StoreNote note;
  private final boolean own;
  private final String host = OwnerInfo.thisHost();
  private final List<String> warnings = new ArrayList<>();

  /**
   * Creates a claim.
   *
   * @param site directory of the site
   * @param note the site's note of its store
   * @param own whether the store is a file inside the site, and moves with it
   */
  StoreClaim(Connection connection, Path site, StoreNote note, boolean own) {
    this.connection = connection;
    this.site = SitePaths.real(site);
    this.note = note;
    this.own = own;
  }

  /**
   * Records in the store that it belongs to this site.
   *
   * @throws StoreException when it belongs to another site
   */
  StoreIdentity take() throws SQLException {
    Optional<StoreIdentity> written = StoreIdentity.read(connection);
    StoreIdentity before =
        written.isPresent()
            ? written.get()
            : new StoreIdentity(id(), site.toString(), host, StoreIdentity.former(connection));
    StoreIdentity now = decided(before);
    if (written.isEmpty() || !now.equals(before)) {
      now.write(connection);
    }
    return now;
  }

  /** Returns warnings for the user. */
  List<String> warnings() {
    return warnings;
  }

  private String id() {
    return note.site().isEmpty() ? UUID.randomUUID().toString() : note.site();
  }

  private StoreIdentity decided(StoreIdentity before) throws SQLException {
    boolean stranger = !note.site().isEmpty() && !note.site().equals(before.site());
    boolean elsewhere = !before.directory().equals(site.toString());
    if (!elsewhere && (own || !stranger || before.host().equals(host))) {
      return new StoreIdentity(before.site(), before.directory(), host, before.former());
    }
    if (own) {
      return before.stillThere() ? copied(before) : moved(before);
    }
    if (before.stillThere() || (stranger && !before.host().equals(host))) {
      throw new StoreException(
          ("the database is the record of the site in %s on %s, and %s is another one: set db to a"
                  + " database of its own; if this is the site now, remove %s/.balsam/%s first")
              .formatted(
                  before.directory(),
                  before.host(),
                  site,
                  before.directory(),
                  SiteLayout.STORE_NOTE));
    }
    return moved(before);
  }

  private StoreIdentity moved(StoreIdentity before) throws SQLException {
    String inSystem = batchJobs("scheduler_id is not null");
    if (!inSystem.isEmpty()) {
      warnings.add(
          ("the site was moved from %s to %s: BatchJobs %s still start their launchers there;"
                  + " remove them ('balsam queue rm') and request them again")
              .formatted(before.directory(), site, inSystem));
    }
    return new StoreIdentity(before.site(), site.toString(), host, before.former());
  }

  private StoreIdentity copied(StoreIdentity before) throws SQLException {
    String open = batchJobs("1 = 1");
    if (!open.isEmpty()) {
      String why =
          "belongs to the site in %s, and this one is a copy".formatted(before.directory());
      String sql =
          "update batch_job set state = 'FAILED', message = ?, ended = ? where state not in "
              + ENDED;
      try (var update = connection.prepareStatement(sql)) {
        update.setString(1, why);
        update.setObject(2, ColumnCodec.micros(Instant.now()));
        update.executeUpdate();
      }
      warnings.add(
          "this is a copy of the site in %s: its open BatchJobs (%s) stay with that one"
              .formatted(before.directory(), open));
    }
    return new StoreIdentity(UUID.randomUUID().toString(), site.toString(), host, before.former());
  }

  private static final String ENDED = "('FINISHED', 'FAILED', 'SUBMIT_FAILED', 'DELETED')";

  /** Returns the numbers of open BatchJobs that match, separated by commas. */
  private String batchJobs(String which) throws SQLException {
    List<String> ids = new ArrayList<>();
    String sql = "select id from batch_job where state not in " + ENDED + " and " + which;
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql + " order by id")) {
      while (row.next()) {
        ids.add(row.getString(1));
      }
    }
    return String.join(", ", ids);
  }
}
