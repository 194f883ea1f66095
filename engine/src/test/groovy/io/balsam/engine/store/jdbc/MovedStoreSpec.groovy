package io.balsam.engine.store.jdbc

import io.balsam.engine.domain.Script
import io.balsam.engine.store.Commit
import io.balsam.engine.store.RunRow
import io.balsam.engine.store.SiteChanges
import io.balsam.engine.store.Store
import io.balsam.engine.store.StoreException
import io.balsam.engine.store.StoreNote
import io.balsam.spi.BatchJobInfo
import io.balsam.spi.BatchJobState
import java.nio.file.Files
import java.nio.file.Path
import java.sql.DriverManager
import java.time.Instant
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

/** Records whose site was moved or copied. */
class MovedStoreSpec extends Specification {

    @TempDir
    Path dir

    Path one
    Path two

    def setup() {
        dir = dir.toRealPath()
        one = Files.createDirectories(dir.resolve('one'))
        Files.createDirectories(one.resolve('.balsam'))
        two = dir.resolve('two')
    }

    private static String file(Path site) { "jdbc:h2:file:${site.resolve('.balsam/balsam')}" }

    private <T> T at(Path site, String url = file(site), Closure<T> work) {
        Stores.open(url, site).withCloseable(work)
    }

    private static RunRow run(long id, Path script) {
        new RunRow(id, "wf-$id".toString(), 'ada', 'wf', new Script('wf.groovy', script, [:], [:]), [:], Instant.EPOCH, Optional.empty())
    }

    private static void fill(Store store, Path site) {
        store.commit(Sample.commit(
                runs: [run(1, site), run(2, site.resolve('scripts')), run(3, Path.of('/elsewhere'))],
                jobs: [Sample.job(1, workdir: "$site/data/wf-1/a".toString()),
                       Sample.job(2, workdir: "${site}x/data/wf-1/b".toString()),
                       Sample.job(3, workdir: '/elsewhere/c')]))
    }

    private void move() {
        Files.move(one, two)
    }

    private static List<String> workdirs(Store store) { store.jobs([1L, 2L, 3L])*.row()*.workdir() }

    private static List<String> scripts(Store store) { store.runs().reverse()*.script()*.directory()*.toString() }

    def 'paths inside a site move with it, paths outside stay'() {
        given:
        at(one) { fill(it, one) }

        when:
        move()

        then:
        at(two) { workdirs(it) } == ["$two/data/wf-1/a".toString(), "${one}x/data/wf-1/b".toString(), '/elsewhere/c']
        at(two) { scripts(it) } == ["$two".toString(), "$two/scripts".toString(), '/elsewhere']
        at(two) { it.jobIds(io.balsam.engine.api.JobFilter.ALL.withWorkdirContains("$two/data")) } == [1L]
        Stores.openReadOnly(file(two), two).withCloseable { workdirs(it)[0] } == "$two/data/wf-1/a".toString()
    }

    def 'a record with absolute paths moves with its site as well'() {
        given: 'as an older version has left it'
        def dots = Files.createDirectories(dir.resolve('nowhere'))
        at(dots, file(one)) { fill(it, one) }
        assert sql('select jobs from job_details').contains("$one/data/wf-1/a")
        execute('drop table place', 'drop table run_time', 'drop table transfer_item', 'drop table transfer_task', 'drop table job_files', 'drop table commit_mark', 'alter table run drop column apps', 'alter table run drop column owner', 'alter table batch_job drop column owner', 'alter table shape drop column memory', 'alter table shape drop column named', 'alter table shape drop column fewest_nodes', 'alter table shape drop column most_nodes', 'alter table run drop column node_hours', 'alter table run drop column efficiency', 'update balsam_schema set version = 2')
        Files.deleteIfExists(dots.resolve('.balsam/store.json'))

        when:
        move()

        then:
        at(two) { workdirs(it) } == ["$two/data/wf-1/a".toString(), "${one}x/data/wf-1/b".toString(), '/elsewhere/c']
        at(two) { scripts(it) } == ["$two".toString(), "$two/scripts".toString(), '/elsewhere']
    }

    private String sql(String query) {
        DriverManager.getConnection(file(one), 'balsam', '').withCloseable {
            def row = it.createStatement().executeQuery(query)
            row.next()
            row.getString(1)
        }
    }

    private void execute(String... statements) {
        DriverManager.getConnection(file(one), 'balsam', '').withCloseable { connection ->
            statements.each { connection.createStatement().execute(it) }
        }
    }

    private static BatchJobInfo batchJob(long id, BatchJobState state) {
        SiteStoreContractSpec.batchJob(id, state: state, schedulerId: "4$id".toString())
    }

    private static void batchJobs(Store store) {
        store.commit(new Commit([], [], [], [], [:], new SiteChanges(
                [batchJob(7, BatchJobState.QUEUED), batchJob(8, BatchJobState.FINISHED)], [], [], [], [], [])))
    }

    def 'opening a moved site names the BatchJobs that start at the old path'() {
        given:
        at(one) { batchJobs(it) }

        when:
        move()

        then:
        at(two) { it.warnings() } == [
                "the site was moved from $one to $two: BatchJobs 7 still start their launchers there; remove them ('balsam queue rm') and request them again".toString()]
        at(two) { it.warnings() } == []
        at(two) { it.batchJobs([7L], [] as Set)[0].state() } == BatchJobState.QUEUED
    }

    def 'open BatchJobs of a copy stay with the original'() {
        given:
        at(one) { batchJobs(it) }
        assert ['cp', '-a', one.toString(), two.toString()].execute().waitFor() == 0

        expect:
        at(two) { it.warnings() } == ["this is a copy of the site in $one: its open BatchJobs (7) stay with that one".toString()]
        at(two) { it.batchJobs([7L], [] as Set)[0] }.with {
            it.state() == BatchJobState.FAILED && it.message() == "belongs to the site in $one, and this one is a copy".toString()
        }
        at(two) { it.batchJobs([8L], [] as Set)[0].state() } == BatchJobState.FINISHED
        at(one) { it.warnings() + it.batchJobs([7L], [] as Set)*.state() } == [BatchJobState.QUEUED]

        when: 'and when the original is gone, the copy is still itself'
        one.deleteDir()

        then:
        at(two) { it.warnings() } == []
        StoreNote.read(two.resolve('.balsam')).isPresent()
    }

    @Requires(value = { PostgresServer.available() }, reason = 'no PostgreSQL could be started')
    def 'a database on a server belongs to one site: its copy is refused until the first is gone'() {
        given:
        def url = PostgresServer.freshUrl()
        at(one, url) { fill(it, one) }
        assert ['cp', '-a', one.toString(), two.toString()].execute().waitFor() == 0

        when:
        at(two, url) { true }

        then:
        def e = thrown(StoreException)
        e.message.contains("is the record of the site in $one")
        !e.message.contains('\n')
        at(one, url) { workdirs(it)[0] } == "$one/data/wf-1/a".toString()

        when:
        one.deleteDir()

        then:
        at(two, url) { workdirs(it)[0] } == "$two/data/wf-1/a".toString()
    }

    @Requires(value = { PostgresServer.available() }, reason = 'no PostgreSQL could be started')
    def 'an empty database in place of one with earlier runs is reported, and numbers continue'() {
        given:
        at(one, PostgresServer.freshUrl()) { fill(it, one) }

        expect:
        at(one, PostgresServer.freshUrl()) {
            it.lastRunId() == 3 && it.warnings()[0].contains('none of the earlier runs there (up to number 3)')
        }
    }

    def 'any number of readers see what one writer has committed'() {
        given:
        def store = Stores.open(file(one), one)
        fill(store, one)
        def looks = (1..20).collect { Stores.openReadOnly(file(one), one) }

        expect:
        looks*.lastRunId() == [3L] * 20
        looks[0].jobs([1L])[0].row().id() == 1

        when:
        looks[0].commit(Sample.commit(runs: [run(5, one)]))

        then:
        thrown(StoreException)

        when: 'what is committed while they look is seen by the next look'
        store.commit(Sample.commit(runs: [run(4, one)]))
        looks*.close()

        then:
        Stores.openReadOnly(file(one), one).withCloseable { it.lastRunId() } == 4

        cleanup:
        looks*.close()
        store?.close()
    }
}
