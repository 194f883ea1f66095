package io.balsam.engine.store.jdbc

import io.balsam.engine.api.EventFilter
import io.balsam.engine.api.StoreAwayException
import io.balsam.engine.store.OutagePolicy
import io.balsam.engine.store.Store
import io.balsam.engine.store.StoreException
import io.balsam.engine.store.StoreInUseException
import io.balsam.engine.store.jdbc.CuttingProxy.Cut
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import org.postgresql.ds.PGSimpleDataSource
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Specification

@Requires(value = { PostgresServer.available() }, reason = 'no PostgreSQL could be started')
class OutageSpec extends Specification {

    String database = PostgresServer.freshUrl()

    @AutoCleanup CuttingProxy proxy = new CuttingProxy(database)
    List<String> said = new CopyOnWriteArrayList<>()

    @AutoCleanup Store store = open(Duration.ofMinutes(5))

    def setup() {
        store.commit(Sample.commit(runs: [Sample.run(1)], jobs: [Sample.job(1)], events: [Sample.event(1)]))
    }

    def 'a commit that is cut off (#where) is there once when the database is back'() {
        given:
        proxy.cutNextCommit(where, 2)

        when:
        store.commit(Sample.commit(jobs: [Sample.job(2)], events: [Sample.event(2)]))
        store.commit(Sample.commit(jobs: [Sample.job(3)], events: [Sample.event(3)]))

        then:
        store.jobs([1L, 2L, 3L])*.row()*.id() == [1, 2, 3]
        store.events(EventFilter.ALL)*.event()*.job() == [1, 2, 3]
        said.size() == 2
        said[0].contains(new URI(proxy.url().substring(5)).port + '/') && said[0].contains('start it')
        said[1].endsWith('is back')
        store.trouble().empty

        where:
        where << [Cut.BEFORE_COMMIT, Cut.AFTER_COMMIT]
    }

    def 'a connection that the server ends is opened again'() {
        given:
        new PGSimpleDataSource(url: database).connection.withCloseable {
            it.createStatement().execute('select pg_terminate_backend(pid) from pg_stat_activity'
                    + " where pid <> pg_backend_pid() and datname = current_database()")
        }

        when:
        store.commit(Sample.commit(jobs: [Sample.job(2)]))

        then:
        store.jobs([1L, 2L])*.row()*.id() == [1, 2]
    }

    def 'whoever opens a database that cannot be used is told why: #how, #what'() {
        given:
        String url = database.replaceFirst('/t(\\d+)\\?', "/$name?")
        if (away) {
            url = proxy.url()
            proxy.goAway()
        }

        when:
        how == 'to look' ? Stores.openReadOnly(url, Path.of('.')) : Stores.open(url)

        then:
        def e = thrown(StoreException)
        e.message.contains(expected)
        e.message.contains('start it') == away
        !e.message.contains('request timed out')

        where:
        [how, [what, name, away, expected]] << [['to look', 'to run'],
                [['no server', '', true, 'cannot be reached'], ['no database', 'none', false, '"none" does not exist']]].combinations()
    }

    def 'a reader gets an error at once, a writer waits'() {
        given:
        proxy.goAway()

        when:
        store.looking().runs()

        then:
        def e = thrown(StoreAwayException)
        e.message.startsWith('the database 127.0.0.1:')
        !e.message.contains('\n')

        when:
        def waiting = CompletableFuture.supplyAsync { store.runs() }
        proxy.comeBack()

        then:
        waiting.get(60, TimeUnit.SECONDS)*.id() == [1]
    }

    def 'an engine stops when another one has written meanwhile'() {
        given:
        proxy.goAway()
        // The server notices in its own time that the first writer is gone.
        def other = null
        while (other == null) {
            try {
                other = Stores.open(database, Path.of('/other'))
            } catch (StoreInUseException ignored) {
            }
        }
        other.commit(Sample.commit(jobs: [Sample.job(7)]))
        other.commit(Sample.commit(jobs: [Sample.job(8)]))
        other.close()
        proxy.comeBack()

        when:
        store.commit(Sample.commit(jobs: [Sample.job(2)]))

        then:
        def e = thrown(StoreException)
        e.message.contains('another engine has written')
        store.jobs([2L, 7L, 8L])*.row()*.id() == [7, 8]
    }

    def 'waiting ends when it is cancelled'() {
        given:
        proxy.goAway()
        def commit = CompletableFuture.runAsync { store.commit(Sample.commit(jobs: [Sample.job(2)])) }
        while (store.trouble().empty) {
            Thread.onSpinWait()
        }

        when:
        store.waitNoMore()
        commit.get(60, TimeUnit.SECONDS)

        then:
        def e = thrown(ExecutionException)
        e.cause instanceof StoreAwayException
    }

    def 'waiting ends after its limit'() {
        given:
        store.close()
        store = open(Duration.ofMillis(300))
        proxy.goAway()

        when:
        store.commit(Sample.commit(jobs: [Sample.job(2)]))

        then:
        thrown(StoreAwayException)
    }

    private Store open(Duration patience) {
        Stores.open(proxy.url(), Path.of('/site'), new OutagePolicy(patience, said.&add))
    }
}
