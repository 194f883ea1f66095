package io.balsam.engine.store.jdbc

import io.balsam.engine.api.Principal
import io.balsam.engine.store.StoreException
import java.nio.file.Path
import java.sql.Connection
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

/** Versions of tables, mostly by two scripts of the spec's own. */
abstract class SchemaSpec extends Specification {

    static final String FOLDER = 'io/balsam/engine/store/upgrade'
    static final List<String> SCRIPTS = ['V1__one.sql', 'V2__two.sql']

    /** A database of that name; empty when it is asked for the first time. */
    abstract Database database(String name)

    Database database
    Connection connection

    def setup() {
        database = database('balsam')
        connection = database.writers().connection
    }

    def cleanup() {
        connection?.close()
        database?.close()
    }

    void bringTo(int version) {
        new Schema(database, FOLDER, SCRIPTS.take(version)).bringUpToDate(connection)
    }

    List<Object> column(String sql) {
        connection.createStatement().executeQuery(sql).with { row ->
            def values = []
            while (row.next()) {
                values << row.getObject(1)
            }
            values
        }
    }

    def 'a fresh store has the same tables as one that has come through every version'() {
        given:
        def other = database('other')
        def old = other.writers().connection

        when:
        new Schema(database).bringUpToDate(connection)
        new Schema(other, Schema.FOLDER, Schema.SCRIPTS).bringUpToDate(old)

        then:
        shape(connection).size() > 80
        shape(connection) == shape(old)

        cleanup:
        old?.close()
        other?.close()
    }

    /** Columns, in order, and keys and indexes by what they are on. */
    private List<String> shape(Connection of) {
        def data = of.metaData
        def schema = of.schema
        def shape = []
        data.getTables(null, schema, '%', ['TABLE', 'BASE TABLE'] as String[]).with { tables ->
            while (tables.next()) {
                def table = tables.getString('TABLE_NAME')
                data.getColumns(null, schema, table, '%').with { row ->
                    while (row.next()) {
                        shape << "$table: ${row.getString('COLUMN_NAME')} ${row.getString('TYPE_NAME')} ${row.getInt('NULLABLE')}"
                    }
                }
                data.getIndexInfo(null, schema, table, false, true).with { row ->
                    while (row.next()) {
                        shape << "$table: index ${row.getBoolean('NON_UNIQUE')} ${row.getInt('ORDINAL_POSITION')} ${row.getString('COLUMN_NAME')}"
                    }
                }
            }
        }
        shape*.toString().toSorted()
    }

    def 'an older schema is changed, what is in it stays'() {
        given:
        bringTo(1)
        connection.createStatement().execute("insert into thing values (1, 'kept')")

        when:
        bringTo(2)

        then:
        column('select label from thing where weight = 7').size() == 1
        column('select count(*) from other') == [0L]
        column('select version from balsam_schema') == [2]

        when: 'and an up-to-date one is left alone'
        bringTo(2)

        then:
        column('select count(*) from thing') == [1L]
    }

    def 'runs and BatchJobs of a site that had one user only belong to it'() {
        given:
        new Schema(database, Schema.FOLDER, Schema.SCRIPTS.take(7)).bringUpToDate(connection)
        connection.createStatement().execute("insert into run (id, name, workflow, script, created) values (1, 'w-1', 'w', '{}', 0)")
        connection.createStatement().execute("insert into batch_job (id, request, state, created) values (1, '{}', 'QUEUED', 0)")

        when:
        new Schema(database).bringUpToDate(connection)

        then:
        ['run', 'batch_job'].every { column("select owner from $it") == [Principal.local().name()] }
    }

    def 'what was known of the tasks of items is kept'() {
        given:
        new Schema(database, Schema.FOLDER, Schema.SCRIPTS.take(9)).bringUpToDate(connection)
        def insert = { int id, String rest ->
            connection.createStatement().execute("""insert into transfer_item (id, job, slot, direction, location, remote_path, local_path,
                recursive, checksum, state, bytes, files, attempts, created, way, url, task, submission, position, of_items, estimate, choice, started)
                values ($id, 1, 's', 'IN', 'a', '/f$id', 'f$id', false, false, 'DONE', 1, 1, 1, 5, $rest)""")
        }
        insert(1, "'cp', null, null, null, 0, 0, null, null, null")
        insert(2, "'rsync', 'ssh://h/f2', 'rsync:t', 't', 0, 2, 7, 'rsync 1 s', 9")
        insert(3, "'rsync', 'ssh://h/f3', 'rsync:t', 't', 1, 2, 7, 'rsync 1 s', 9")

        when:
        new Schema(database).bringUpToDate(connection)

        then:
        column("select way from transfer_item order by id") == ['cp', null, null]
        column("select task from transfer_item order by id") == [null, 2L, 2L]
        column("select concat(id, submission, name, way, items, estimate, choice, started) from transfer_task") == ['2trsync:trsync27rsync 1 s9']
    }

    def 'a change that was cut off after the tables is only written down'() {
        given:
        bringTo(1)
        bringTo(2)
        connection.createStatement().execute('update balsam_schema set version = 1')

        when:
        bringTo(2)

        then:
        column('select version from balsam_schema') == [2]
    }

    def 'a schema of a newer program is refused'() {
        given:
        bringTo(2)

        when:
        bringTo(1)

        then:
        def e = thrown(StoreException)
        e.message == 'the store has schema version 2, and this program supports 1 at most: use a newer Balsam'
    }
}

class H2SchemaSpec extends SchemaSpec {

    @TempDir
    Path dir

    @Override
    Database database(String name) {
        new H2Database("jdbc:h2:file:$dir/$name")
    }

    def 'tables whose making was cut off are made anew: #left'() {
        given:
        left.each { connection.createStatement().execute("create table $it (version integer)" as String) }

        when:
        bringTo(2)

        then:
        column('select count(*) from thing') == [0L]
        column('select version from balsam_schema') == [2]

        where:
        left << [['thing'], ['thing', 'other'], ['thing', 'other', 'balsam_schema']]
    }

    def "a table of another program is not touched"() {
        given:
        connection.createStatement().execute('create table thing (theirs integer)')
        connection.createStatement().execute('insert into thing values (7)')

        when:
        bringTo(2)

        then:
        def e = thrown(StoreException)
        e.message == "there is a table 'thing' of another program: use a separate database"
        column('select theirs from thing') == [7]
    }
}

@Requires(value = { PostgresServer.available() }, reason = 'no PostgreSQL could be started')
class PostgresSchemaSpec extends SchemaSpec {

    @Override
    Database database(String name) {
        new PostgresDatabase(PostgresServer.freshUrl(), Path.of('/site'), 'balsam-spec')
    }
}
