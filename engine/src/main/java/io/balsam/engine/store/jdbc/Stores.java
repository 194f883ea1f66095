package io.balsam.engine.store.jdbc;

import io.balsam.engine.domain.SiteLayout;
import io.balsam.engine.process.Lack;
import io.balsam.engine.store.Aside;
import io.balsam.engine.store.FullDisk;
import io.balsam.engine.store.OldStoreException;
import io.balsam.engine.store.OutagePolicy;
import io.balsam.engine.store.Store;
import io.balsam.engine.store.StoreException;
import io.balsam.engine.store.StoreInUseException;
import io.balsam.engine.store.StoreNote;
import io.balsam.engine.trust.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jdbi.v3.core.ConnectionException;
import org.jspecify.annotations.Nullable;

/** Opens stores. */
public final class Stores {

  private Stores() {}

  /**
   * Opens a store as {@link #open(String, Path)} does, for the current directory of this process.
   */
  public static Store open(String url) {
    return open(url, Path.of("").toAbsolutePath());
  }

  /**
   * Opens a store for writing, and creates or migrates its tables where needed. A damaged file of
   * the site's own is renamed and a new one begun; {@link Store#warnings} then has a message.
   *
   * @param url {@code jdbc:h2:file:/dir/name} or {@code jdbc:postgresql://host/database?user=…}
   * @param site directory of the site to which the store belongs
   * @throws StoreInUseException when another process writes to it, naming that process
   * @throws StoreException when it cannot be opened; the message is for people
   */
  public static Store open(String url, Path site) {
    return open(url, site, OutagePolicy.NONE);
  }

  /**
   * Opens a store for an engine that survives outages of the database.
   *
   * @param outages policy for outages once the store is open
   */
  public static Store open(String url, Path site, OutagePolicy outages) {
    check(url);
    Path own = own(url, site);
    List<String> warnings = new ArrayList<>();
    if (own != null && emptied(own, site)) {
      warnings.add(setAside(own));
    }
    try {
      return open(url, site, own != null, outages, warnings);
    } catch (StoreException e) {
      if (own == null || !damaged(e)) {
        throw e;
      }
      warnings.add(setAside(own));
      return open(url, site, true, outages, warnings);
    }
  }

  private static void check(String url) {
    Optional<String> fault = DatabaseUrl.fault(url);
    if (fault.isPresent()) {
      throw new StoreException(
          "cannot open the store %s: %s".formatted(DatabaseUrl.bare(url), fault.get()));
    }
  }

  private static Store open(
      String url, Path site, boolean own, OutagePolicy outages, List<String> warnings) {
    String name = newName();
    SiteMemory memory = new SiteMemory(site, own, warnings);
    return opened(
        url,
        () ->
            new JdbiStore(
                new Connections(() -> database(url, site, name), outages, memory), memory));
  }

  /**
   * Returns a unique name, by which a store tells its own connection from before an outage from
   * those of others.
   */
  private static String newName() {
    return "balsam-" + UUID.randomUUID();
  }

  /**
   * Opens a store for reading. Nothing is written, no lock is taken, and other processes may write
   * meanwhile.
   *
   * @throws StoreException when it cannot be read; the message is for people
   */
  public static Store openReadOnly(String url, Path site) {
    check(url);
    Path own = own(url, site);
    if (own != null && own.toFile().length() < H2Database.HEADS) {
      throw new OldStoreException(true);
    }
    try {
      return looking(url, site);
    } catch (StoreException e) {
      if (own == null || !damaged(e)) {
        throw e;
      }
      throw new StoreException(
          "the record %s is damaged; the next 'balsam run' moves it aside and starts a new one"
              .formatted(own),
          e);
    }
  }

  private static Store looking(String url, Path site) {
    return opened(
        url,
        () -> {
          if (url.startsWith("jdbc:h2:")) {
            JdbcConnectionPool pool = H2Database.lookers(url);
            return new ReadOnlyStore(pool, pool::dispose, site);
          }
          Database database = database(url, site, newName());
          return new ReadOnlyStore(database.readers(), database::close, site);
        });
  }

  private interface Opening {
    Store open() throws SQLException;
  }

  private static Store opened(String url, Opening opening) {
    try {
      return opening.open();
    } catch (ConnectionException e) {
      throw cannotOpen(url, Objects.requireNonNullElse(e.getCause(), e));
    } catch (SQLException e) {
      throw cannotOpen(url, e);
    } catch (IllegalArgumentException e) {
      // The driver repeats an address that it cannot parse, with the password in it.
      throw new StoreException(
          "cannot open the store %s: the address is invalid".formatted(DatabaseUrl.bare(url)));
    } catch (StoreInUseException | OldStoreException e) {
      throw e;
    } catch (RuntimeException e) {
      if (StoreException.isRefusal(e)) {
        throw e;
      }
      throw FullDisk.sentence("cannot open " + place(url), file(url), e)
          .<RuntimeException>map(said -> new StoreException(said, e))
          .orElse(e);
    }
  }

  private static @Nullable Path file(String url) {
    return url.startsWith("jdbc:h2:") ? OrderedFile.file(url) : null;
  }

  private static String place(String url) {
    Path file = file(url);
    return file == null ? DatabaseUrl.bare(url) : file.toString();
  }

  /** Returns the file inside the site that contains the store; null when it is elsewhere. */
  private static @Nullable Path own(String url, Path site) {
    Path file = file(url);
    return file != null && file.startsWith(site.resolve(SiteLayout.OWN)) ? file : null;
  }

  /** Returns whether a store was emptied: its file has no header, though the site has had runs. */
  private static boolean emptied(Path file, Path site) {
    return file.toFile().isFile()
        && file.toFile().length() < H2Database.HEADS
        && StoreNote.read(site.resolve(SiteLayout.OWN))
            .filter(note -> note.lastRun() > 0)
            .isPresent();
  }

  private static String setAside(Path file) {
    try {
      Path free = Aside.move(file, "damaged");
      return "the record %s is damaged: it is kept as %s, and a new one is started;"
              .formatted(file, free.getFileName())
          + " 'A damaged record' in docs/site.md has the commands that recover it";
    } catch (IOException e) {
      throw new StoreException(
          "the record %s is damaged, and cannot be moved aside: %s".formatted(file, e), e);
    }
  }

  /**
   * Returns whether the file's content is at fault, and not the machine, the version, or another
   * process.
   */
  private static boolean damaged(Throwable problem) {
    if (Lack.isOfDisk(problem)) {
      return false;
    }
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e && e.getErrorCode() == ErrorCode.FILE_CORRUPTED_1
          || cause instanceof MVStoreException mv
              && (mv.getErrorCode() == DataUtils.ERROR_FILE_CORRUPT
                  || mv.getErrorCode() == DataUtils.ERROR_CHUNK_NOT_FOUND)) {
        return true;
      }
    }
    return false;
  }

  private static StoreException cannotOpen(String url, Throwable cause) {
    String where = DatabaseUrl.bare(url);
    if (cause instanceof SQLException e && e.getErrorCode() == ErrorCode.DATABASE_IS_READ_ONLY) {
      // The tables do not exist, and would have to be created first.
      return new OldStoreException(true);
    }
    if (cause instanceof SQLException e && e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
      return new StoreInUseException("the store " + where + " is in use by another process");
    }
    Throwable answer = unpooled(cause);
    if (url.startsWith("jdbc:postgresql:") && PostgresDatabase.isOutage(answer)) {
      return new StoreException(
          OutageWait.sentence(where.replaceFirst("^jdbc:postgresql:(//)?", ""), answer), cause);
    }
    String why = String.valueOf(answer.getMessage()).lines().findFirst().orElse("");
    return new StoreException(
        FullDisk.sentence("cannot open " + place(url), file(url), cause)
            .orElse("cannot open the store %s: %s".formatted(where, DatabaseUrl.hidden(why))),
        cause);
  }

  /** Returns the driver's error behind that of a pool, which waited for a connection in vain. */
  private static Throwable unpooled(Throwable problem) {
    return problem instanceof SQLTransientConnectionException && problem.getCause() != null
        ? problem.getCause()
        : problem;
  }

  private static Database database(String url, Path site, String name) {
    if (url.startsWith("jdbc:h2:")) {
      return new H2Database(url);
    }
    if (url.startsWith("jdbc:postgresql:")) {
      return new PostgresDatabase(url, site, name);
    }
    throw new StoreException(
        "unknown database '%s': expected jdbc:h2:file:/path/name or jdbc:postgresql://host/name"
            .formatted(DatabaseUrl.bare(url)));
  }
}
