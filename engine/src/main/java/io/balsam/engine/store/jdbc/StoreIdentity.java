package io.balsam.engine.store.jdbc;

import io.balsam.engine.domain.SiteLayout;
import io.balsam.engine.store.StoreNote;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Identity of the site to which a store belongs.
 *
 * @param site random id, also in the site's {@link StoreNote}
 * @param directory directory of the site when the store was last opened for writing, without links
 * @param host host of that directory
 * @param former prefix of the absolute paths of an older version; empty for none
 */
record StoreIdentity(String site, String directory, String host, String former) {

  static Optional<StoreIdentity> read(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select site, directory, host, former from place")) {
      return row.next()
          ? Optional.of(
              new StoreIdentity(
                  row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
          : Optional.empty();
    }
  }

  void write(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (var gone = connection.createStatement();
        var insert =
            connection.prepareStatement(
                "insert into place (site, directory, host, former) values (?, ?, ?, ?)")) {
      gone.execute("delete from place");
      insert.setString(1, site);
      insert.setString(2, directory);
      insert.setString(3, host);
      insert.setString(4, former);
      insert.executeUpdate();
      connection.commit();
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** Returns whether the site is still where the store was last opened. */
  boolean stillThere() {
    return StoreNote.read(Path.of(directory).resolve(SiteLayout.OWN))
        .filter(note -> note.site().equals(site))
        .isPresent();
  }

  /**
   * Returns the former directory of a site whose store has only absolute paths: the part before
   * {@code /data/<run>/} in a workdir of its first run.
   */
  static String former(Connection connection) throws SQLException {
    String name = text(connection, "select name from run order by id limit 1");
    String jobs =
        text(
            connection,
            "select jobs from job_details where first_job = (select min(first_job) from run)");
    if (name == null || jobs == null) {
      return "";
    }
    String workdir = DetailText.read(jobs.lines().findFirst().orElse("{}"), AS_KEPT).workdir();
    int end = workdir.indexOf("/data/" + name + "/");
    return workdir.startsWith("/") && end > 0 ? workdir.substring(0, end) : "";
  }

  private static final SitePaths AS_KEPT = new SitePaths(Path.of("/"), "");

  private static @Nullable String text(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }
}
