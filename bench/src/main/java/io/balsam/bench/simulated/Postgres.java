package io.balsam.bench.simulated;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A private PostgreSQL server with its default settings, started when it is first needed. */
public final class Postgres implements AutoCloseable {

  private @Nullable EmbeddedPostgres server;
  private @Nullable String failure;
  private int databases;

  /** Returns the reason why there is none here; empty when there is one. */
  public synchronized Optional<String> missing() {
    if (server == null && failure == null) {
      try {
        // The library would switch fsync off, but what is measured must be durable.
        server =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
      } catch (IOException | RuntimeException e) {
        failure = "no server could be started: " + e.getMessage();
      }
    }
    return Optional.ofNullable(failure);
  }

  /** Returns the URL of an empty database. */
  public synchronized String fresh(Path directory) throws SQLException {
    if (server == null) {
      throw new IllegalStateException("no server");
    }
    String name = "bench" + ++databases;
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return server.getJdbcUrl("postgres", name);
  }

  @Override
  public synchronized void close() throws IOException {
    if (server != null) {
      server.close();
    }
  }
}
