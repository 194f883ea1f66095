package io.balsam.engine.store.jdbc

import static io.balsam.engine.domain.JobState.*
import static io.balsam.engine.store.jdbc.Sample.*

import io.balsam.engine.api.JobFilter
import io.balsam.engine.api.SiteEvent
import io.balsam.engine.api.launcher.OpenSession
import io.balsam.engine.domain.Placement
import io.balsam.engine.store.Change
import io.balsam.engine.store.Commit
import io.balsam.engine.store.LeaseRow
import io.balsam.engine.store.RunTimeRow
import io.balsam.engine.store.SessionRow
import io.balsam.engine.store.SiteChanges
import io.balsam.engine.store.Store
import io.balsam.spi.BatchJobInfo
import io.balsam.spi.BatchJobRequest
import io.balsam.spi.BatchJobState
import io.balsam.spi.JobMode
import io.balsam.spi.Node
import io.balsam.spi.Partition
import java.time.Instant
import spock.lang.Specification

/** What every store must do with BatchJobs, launchers, leases and what is told of a site. */
abstract class SiteStoreContractSpec extends Specification {

    /** An URL of the database under test; the same one until the feature ends, empty before it. */
    abstract String url()

    Store store

    def setup() {
        store = Stores.open(url())
    }

    def cleanup() {
        store?.close()
    }

    void reopen() {
        store.close()
        store = Stores.open(url())
    }

    void write(Map<String, ?> parts) {
        store.commit(new Commit((List) (parts.runs ?: []), (List) (parts.jobs ?: []), (List) (parts.changes ?: []), [], [:],
                new SiteChanges((List) (parts.batchJobs ?: []), (List) (parts.sessions ?: []), (List) (parts.leases ?: []),
                        (List) (parts.released ?: []), (List) (parts.events ?: []), (List) (parts.runTimes ?: []))))
    }

    static BatchJobInfo batchJob(Map<String, ?> with = [:], long id) {
        new BatchJobInfo(id, 'ada', (BatchJobRequest) (with.request ?: new BatchJobRequest(1, 10, 'q', 'p', JobMode.MPI, [:], [], [:])),
                (BatchJobState) (with.state ?: BatchJobState.QUEUED), (String) (with.schedulerId ?: ''),
                (String) (with.message ?: ''), NOON, (Instant) with.submitted, (Instant) with.began, (Instant) with.ended)
    }

    static SessionRow session(Map<String, ?> with = [:], long id) {
        new SessionRow(id, new OpenSession((String) (with.launcher ?: "l$id".toString()),
                with.batchJob ? OptionalLong.of((long) with.batchJob) : OptionalLong.empty(), 'nid001', 42L, JobMode.SERIAL,
                [new Node('a b', [0, 1], [7]), new Node('ü', [3], [])], false, 1.5d, [k: "it's"], (Instant) with.ends, []),
                NOON, (Instant) with.closed, (String) (with.why ?: ''))
    }

    static LeaseRow lease(long job, long session, int attempt = 1) {
        new LeaseRow(job, session, attempt, new Placement([0, 1], [2, 3], []))
    }

    static SiteEvent told(long seq, String message) { new SiteEvent(seq, NOON, 'launcher', 3, message) }

    def 'an empty store has no site'() {
        expect:
        store.lastBatchJobId() == 0
        store.lastSessionId() == 0
        store.batchJobs([], [] as Set) == []
        store.openSessions() == []
        store.leases() == []
        store.siteEvents(0, 10) == []
        !store.hasSession('l1')
        store.jobIds(JobFilter.ALL) == []
    }

    def 'the last BatchJobs that were submitted are read'() {
        given:
        def rows = (1..6L).collect { batchJob(it, submitted: it == 5 ? null : NOON) }

        when:
        write(batchJobs: rows)

        then:
        store.lastBatchJobs(3)*.id().toSorted() == [3L, 4L, 6L]
        store.lastBatchJobs(10) as Set == rows.findAll { it.submitted() } as Set
    }

    def 'a BatchJob is read as it was written'() {
        when:
        write(batchJobs: [row])
        reopen()

        then:
        store.batchJobs([], [] as Set) == [row]
        store.lastBatchJobId() == row.id()

        where:
        row << [batchJob(1), batchJob(9, state: BatchJobState.FAILED, schedulerId: '77_[1-3]', message: 'sbatch: "no" \' 🌍\nline 2' * 500,
                submitted: NOON.plusSeconds(1), began: NOON.plusSeconds(2), ended: NOON.plusSeconds(3),
                request: new BatchJobRequest(7, 60, 'debug', 'proj', JobMode.SERIAL, [a: 'ü', 'b c': ''],
                        [new Partition(JobMode.MPI, 3, [x: '1']), new Partition(JobMode.SERIAL, 4, [:])], [mig_count: '3']))]
    }

    def 'BatchJobs are found by number and state, and a row written again replaces the old one'() {
        given:
        write(batchJobs: [batchJob(1), batchJob(2), batchJob(3, state: BatchJobState.RUNNING)])
        write(batchJobs: [batchJob(2, state: BatchJobState.RUNNING, schedulerId: '5')])

        expect:
        store.batchJobs(ids, states as Set)*.id() == found
        store.batchJobs([2L], [] as Set) == [batchJob(2, state: BatchJobState.RUNNING, schedulerId: '5')]

        where:
        ids        | states                                        || found
        []         | []                                            || [1L, 2L, 3L]
        [1L, 3L, 8L] | []                                          || [1L, 3L]
        []         | [BatchJobState.RUNNING]                       || [2L, 3L]
        [1L, 2L]   | [BatchJobState.RUNNING, BatchJobState.DELETED] || [2L]
    }

    def 'a session is read as it was written until it is closed, and its name stays known'() {
        when:
        write(sessions: [session(1, batchJob: 3, ends: NOON.plusSeconds(60)), session(2)])
        reopen()

        then:
        store.openSessions() == [session(1, batchJob: 3, ends: NOON.plusSeconds(60)), session(2)]

        when:
        write(sessions: [session(1, batchJob: 3, closed: NOON, why: 'out of time')])

        then:
        store.openSessions() == [session(2)]
        store.lastSessionId() == 2
        store.hasSession('l1')
        !store.hasSession('l3')
    }

    def 'two sessions of one launcher are refused, and nothing of that commit is there'() {
        given:
        write(sessions: [session(1)])

        when:
        write(sessions: [session(2, launcher: 'l1')], events: [told(0, 'never')])

        then:
        thrown(RuntimeException)
        store.openSessions()*.id() == [1L]
        store.siteEvents(0, 10) == []
    }

    def 'leases last until they are released; one released and given anew in one commit is the new one'() {
        when:
        write(leases: [lease(5, 1), lease(7, 1, 3), lease(9, 2)])
        reopen()

        then:
        store.leases() == [lease(5, 1), lease(7, 1, 3), lease(9, 2)]

        when:
        write(released: [5L, 9L, 77L], leases: [lease(9, 1, 2)])

        then:
        store.leases() == [lease(7, 1, 3), lease(9, 1, 2)]
    }

    def 'a job has one lease: a second one is refused'() {
        given:
        write(leases: [lease(5, 1)])

        when:
        write(leases: [lease(5, 2)])

        then:
        thrown(RuntimeException)
        store.leases() == [lease(5, 1)]
    }

    def 'events of a site are numbered by the store and can be read from any number'() {
        when:
        write(events: [told(0, 'one'), told(0, 'two')])
        reopen()
        write(events: [told(0, "three: 'x' 🌍")])
        def all = store.siteEvents(0, 100)

        then:
        all*.message() == ['one', 'two', "three: 'x' 🌍"]
        all*.seq() == all*.seq().toSorted().toUnique()
        all[0] == told(all[0].seq(), 'one')
        store.siteEvents(all[0].seq(), 1)*.message() == ['two']
        store.siteEvents(all[2].seq(), 10) == []
    }

    def 'the run times of an app are written over, and kept'() {
        given:
        def first = new RunTimeRow('a', NOON, [1, 2, -3] as byte[], 2, 8, [n: 3, mesh: 'x', fine: true])

        when:
        write(runTimes: [first, new RunTimeRow("b'🌍", NOON, new byte[2000], 1, 1, [:])])
        write(runTimes: [new RunTimeRow('a', NOON.plusSeconds(1), [4] as byte[], 1, 1, [:])])
        reopen()

        then:
        with(store.runTimes()) {
            it*.app() == ['a', "b'🌍"]
            it*.learnt() == [NOON.plusSeconds(1), NOON]
            it*.model()*.toList() == [[4], [0] * 2000]
            it*.values() == [[:], [:]]
        }

        when:
        write(runTimes: [first])

        then:
        with(store.runTimes()[0]) {
            nodes() == 2
            ranks() == 8
            it.values() == first.values()
            it.model() == first.model()
        }
    }

    def 'a run keeps the allocation it was in, until the next one begins'() {
        given:
        write(runs: [run(1)], jobs: [job(1)], changes: [new Change.Began(1, NOON, 'n1,n2', OptionalLong.of(4))])

        expect:
        store.jobs([1L])[0].batchJob() == OptionalLong.of(4)

        when:
        write(changes: [new Change.Began(1, NOON, 'here')])

        then:
        store.jobs([1L])[0].batchJob() == OptionalLong.empty()
    }

    def 'a begin and an end of one commit leave the end'() {
        given:
        write(runs: [run(1)], jobs: [job(1)])

        when:
        write(changes: [new Change.Ended(1, NOON.plusSeconds(1), 3, 0, null, OptionalLong.of(9)),
                        new Change.Began(1, NOON, 'n1', OptionalLong.of(4))])

        then:
        with(store.jobs([1L])[0]) {
            began() == NOON
            ended() == NOON.plusSeconds(1)
            exitCode() == 3
            node() == 'n1'
            batchJob() == OptionalLong.of(4)
        }
    }

    def 'numbers of jobs are found by the same filters as jobs'() {
        given:
        write(runs: [run(1)], jobs: [job(1, state: PREPROCESSED, tags: [a: '1', b: '2']), job(2, state: RUNNING, tags: [a: '1']),
                                     job(3, state: PREPROCESSED), job(4, state: RESTART_READY, tags: [a: '1'])])

        expect:
        store.jobIds(JobFilter.ALL.withTags([a: '1']).withStates([PREPROCESSED, RESTART_READY] as Set)) == [1L, 4L]
        store.jobIds(JobFilter.ALL.withTags([a: '1', b: '2'])) == [1L]
        store.jobIds(JobFilter.ALL.withPage(1, 3)) == [1L, 2L, 3L, 4L]
    }
}
