package io.balsam.engine.store.jdbc;

import io.balsam.engine.api.Principal;
import io.balsam.engine.store.OldStoreException;
import io.balsam.engine.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;

/**
 * Brings the tables to the version of this program. Flyway takes longer to start than a small
 * workflow takes to run, so it is only called to change an existing schema; a new one is created by
 * a script of its own with the same result, and a current one costs one query.
 *
 * <p>The number of applied scripts is in {@code balsam_schema}; a higher number than this program
 * supports is refused. Scripts are Flyway's, the same for H2 and PostgreSQL except for the type of
 * a long text, {@code ${text}}; they may use no other feature of Flyway, since they also run
 * without it.
 */
final class Schema {

  static final String FOLDER = "io/balsam/engine/store/migration";

  private static final Pattern NEW_TABLE = Pattern.compile("create table (\\w+)");

  /** Migrations in order; the position from 1 is the version. */
  static final List<String> SCRIPTS =
      List.of(
          "V1__runs_jobs_events.sql",
          "V2__sites_and_leases.sql",
          "V3__place_of_the_site.sql",
          "V4__files_of_jobs.sql",
          "V5__apps_as_declared.sql",
          "V6__commit_mark.sql",
          "V7__memory_and_named_resources.sql",
          "V8__owners.sql",
          "V9__transfer_items.sql",
          "V10__transfer_tasks.sql",
          "V11__run_times.sql",
          "V12__moldable_jobs.sql");

  /** Version since which runs and BatchJobs have an owner. */
  private static final int OWNERS = 8;

  /** Script with the result of all migrations, without creating what a later one drops again. */
  private static final List<String> FRESH = List.of("/io/balsam/engine/store/fresh.sql");

  private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\s*\n");

  private final Database database;
  private final String folder;
  private final List<String> scripts;
  private final List<String> fresh;

  Schema(Database database) {
    this(database, FOLDER, SCRIPTS, FRESH);
  }

  /** Creates a schema without a shortcut to the last version. */
  Schema(Database database, String folder, List<String> scripts) {
    this(database, folder, scripts, resources(folder, scripts));
  }

  private Schema(Database database, String folder, List<String> scripts, List<String> fresh) {
    this.database = database;
    this.folder = folder;
    this.scripts = scripts;
    this.fresh = fresh;
  }

  private static List<String> resources(String folder, List<String> scripts) {
    return scripts.stream().map(script -> "/" + folder + "/" + script).toList();
  }

  void bringUpToDate(Connection connection) throws SQLException {
    int found = version(connection);
    if (found > scripts.size()) {
      throw tooNew(found, scripts.size());
    }
    if (found == 0) {
      if (!database.takesTablesBack()) {
        clearHalfMade(connection);
      }
      create(connection);
    } else if (found < scripts.size()) {
      migrate(connection, found);
    }
  }

  /**
   * Makes sure that the tables have the version of this program; nothing is changed.
   *
   * @throws OldStoreException when they are older
   */
  static void demandLatest(Connection connection) throws SQLException {
    int found = version(connection);
    if (found > SCRIPTS.size()) {
      throw tooNew(found, SCRIPTS.size());
    }
    if (found < SCRIPTS.size()) {
      throw new OldStoreException(found == 0);
    }
  }

  private static StoreException tooNew(int found, int known) {
    return new StoreException(
        "the store has schema version %d, and this program supports %d at most: use a newer Balsam"
            .formatted(found, known));
  }

  private static int version(Connection connection) throws SQLException {
    return exists(connection, "balsam_schema")
        ? number(connection, "select max(version) from balsam_schema")
        : 0;
  }

  private static boolean exists(Connection connection, String table) throws SQLException {
    String sql =
        "select count(*) from information_schema.tables"
            + " where table_schema = current_schema and lower(table_name) = '"
            + table
            + "'";
    return number(connection, sql) > 0;
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  /**
   * Drops the tables of an engine that was killed while it created them: the first ones, empty and
   * without a version.
   */
  private void clearHalfMade(Connection connection) throws SQLException {
    String tables =
        "select count(*) from information_schema.tables where table_schema = current_schema";
    if (number(connection, tables) == 0) {
      return;
    }
    StringBuilder all = new StringBuilder("create table balsam_schema (");
    resources(folder, scripts).forEach(script -> all.append(text(script)));
    try (var statement = connection.createStatement()) {
      for (MatchResult made : NEW_TABLE.matcher(all).results().toList()) {
        String table = made.group(1);
        if (!exists(connection, table)) {
          continue;
        }
        if (number(connection, "select count(*) from " + table) > 0) {
          throw new StoreException(
              "there is a table '" + table + "' of another program: use a separate database");
        }
        statement.execute("drop table " + table);
      }
    }
  }

  private void create(Connection connection) throws SQLException {
    database.beforeTables(connection);
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      for (String script : fresh) {
        // One by one: given a longer text, H2 parses all that follows again for each statement.
        for (String sql : END_OF_STATEMENT.split(text(script))) {
          statement.execute(sql.replace("${text}", database.textType()));
        }
      }
      statement.execute("create table balsam_schema (version integer not null)");
      statement.execute("insert into balsam_schema (version) values (" + scripts.size() + ")");
      connection.commit();
    } finally {
      connection.setAutoCommit(true);
    }
    database.afterTables(connection);
  }

  private void migrate(Connection connection, int found) throws SQLException {
    Flyway.configure()
        .dataSource(database.writers())
        .locations("classpath:" + folder)
        .placeholders(Map.of("text", database.textType()))
        .baselineOnMigrate(true)
        .baselineVersion(Integer.toString(found))
        .load()
        .migrate();
    if (found < OWNERS && scripts.size() >= OWNERS) {
      nameOwners(connection);
    }
    try (var statement = connection.createStatement()) {
      statement.execute("update balsam_schema set version = " + scripts.size());
    }
  }

  /** Puts the site's only user until now into the rows of that time. */
  private static void nameOwners(Connection connection) throws SQLException {
    for (String table : List.of("run", "batch_job")) {
      try (var update =
          connection.prepareStatement("update " + table + " set owner = ? where owner = ''")) {
        update.setString(1, Principal.local().name());
        update.executeUpdate();
      }
    }
  }

  private static String text(String resource) {
    try (InputStream in = Schema.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new StoreException("cannot read " + resource, e);
    }
  }
}
