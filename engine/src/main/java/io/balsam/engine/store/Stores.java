package io.balsam.engine.store;

import io.balsam.engine.trust.DatabaseUrl;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.h2.api.ErrorCode;
import org.jdbi.v3.core.ConnectionException;

/** Opens stores. */
public final class Stores {

  private Stores() {}

  /** {@link #open(String, Path)} for the directory this process was started in. */
  public static Store open(String url) {
    return open(url, Path.of("").toAbsolutePath());
  }

  /**
   * Opens a store for writing, making or renewing its tables where needed.
   *
   * @param url {@code jdbc:h2:file:/dir/name} or {@code jdbc:postgresql://host/database?user=…}
   * @param directory the site; told to others who find the store in use
   * @throws StoreInUseException when another process writes to it, naming that process
   * @throws StoreException when it cannot be opened; the message is for people
   */
  public static Store open(String url, Path directory) {
    return open(url, directory, Outages.NONE);
  }

  /**
   * The same, for an engine that shall outlive a database that is away for a while.
   *
   * @param outages how that is borne once it is open
   */
  public static Store open(String url, Path directory, Outages outages) {
    Optional<String> fault = DatabaseUrl.fault(url);
    if (fault.isPresent()) {
      throw new StoreException(
          "cannot open the store %s: %s".formatted(DatabaseUrl.bare(url), fault.get()));
    }
    // By its own name a store tells its writer of before an outage from anybody else's.
    String name = "balsam-" + UUID.randomUUID();
    try {
      return new JdbiStore(new Connections(() -> database(url, directory, name), outages));
    } catch (ConnectionException e) {
      throw cannotOpen(url, Objects.requireNonNullElse(e.getCause(), e));
    } catch (SQLException e) {
      throw cannotOpen(url, e);
    } catch (IllegalArgumentException e) {
      // The driver repeats what it does not understand, with the password in it.
      throw new StoreException(
          "cannot open the store %s: the address is not understood"
              .formatted(DatabaseUrl.bare(url)));
    }
  }

  private static StoreException cannotOpen(String url, Throwable cause) {
    String where = DatabaseUrl.bare(url);
    if (cause instanceof SQLException e && e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
      return new StoreInUseException("the store " + where + " is in use by another process");
    }
    String why = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new StoreException(
        "cannot open the store %s: %s".formatted(where, DatabaseUrl.hidden(why)), cause);
  }

  private static Database database(String url, Path directory, String name) {
    if (url.startsWith("jdbc:h2:")) {
      return new H2Database(url);
    }
    if (url.startsWith("jdbc:postgresql:")) {
      return new PostgresDatabase(url, directory, name);
    }
    throw new StoreException(
        "unknown database '%s': expected jdbc:h2:file:/path/name or jdbc:postgresql://host/name"
            .formatted(DatabaseUrl.bare(url)));
  }
}
