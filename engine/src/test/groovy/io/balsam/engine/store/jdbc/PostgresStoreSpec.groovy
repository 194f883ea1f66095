package io.balsam.engine.store.jdbc

import io.balsam.engine.store.OwnerInfo
import io.balsam.engine.store.StoreInUseException
import java.nio.file.Path
import org.postgresql.ds.PGSimpleDataSource
import spock.lang.Requires

@Requires(value = { PostgresServer.available() }, reason = 'no PostgreSQL could be started')
class PostgresStoreSpec extends StoreContractSpec {

    String database

    @Override
    String url() {
        database = database ?: PostgresServer.freshUrl()
    }

    def 'a writer from another directory is refused with process, host and directory of the first'() {
        given:
        store.close()
        store = Stores.open(url(), Path.of('/site/one'))

        when:
        Stores.open(url(), Path.of('/site/two'))

        then:
        def e = thrown(StoreInUseException)
        e.message.contains("process ${ProcessHandle.current().pid()} on ${OwnerInfo.thisHost()} in /site/one since 2")
        !e.message.contains('\n')
    }

    def 'a commit waits for the disk whatever the settings of the server'() {
        given:
        connection { it.execute('alter database ' + database.find(/t\d+/) + ' set synchronous_commit = off') }
        reopen()

        expect:
        connection { statement ->
            def row = statement.executeQuery('show synchronous_commit')
            row.next()
            row.getString(1)
        } == 'off'
        connectionOfWriter('show synchronous_commit') == 'on'
    }

    private <T> T connection(Closure<T> work) {
        def source = new PGSimpleDataSource(url: url())
        source.connection.withCloseable { work(it.createStatement()) }
    }

    private String connectionOfWriter(String sql) {
        store.@connections.@opened.@writing.createQuery(sql).mapTo(String).one()
    }
}
