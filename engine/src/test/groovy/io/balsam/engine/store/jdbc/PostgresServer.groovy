package io.balsam.engine.store.jdbc

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres

/** One real PostgreSQL for all specs of this JVM; each feature has a database of its own. */
class PostgresServer {

    private static EmbeddedPostgres server
    private static int databases

    static synchronized String freshUrl() {
        if (server == null) {
            server = EmbeddedPostgres.start()
            addShutdownHook { server.close() }
        }
        String name = "t${++databases}"
        server.postgresDatabase.connection.withCloseable {
            it.createStatement().execute("create database $name")
        }
        server.getJdbcUrl('postgres', name)
    }

    static boolean available() {
        try {
            freshUrl()
            return true
        } catch (Exception e) {
            println "PostgreSQL specs skipped: no server could be started here: $e"
            return false
        }
    }
}
