package io.balsam.engine.store.jdbc

import static io.balsam.engine.domain.JobState.*
import static io.balsam.engine.store.jdbc.Sample.*

import io.balsam.engine.api.EventFilter
import io.balsam.engine.api.JobFilter
import io.balsam.engine.lifecycle.Trigger
import io.balsam.engine.store.Change
import io.balsam.engine.store.Commit
import io.balsam.engine.store.JobFiles
import io.balsam.engine.store.SiteChanges
import io.balsam.engine.store.Store
import io.balsam.engine.store.StoreException
import io.balsam.engine.store.TransferChanges
import java.sql.DriverManager
import spock.lang.Specification

/** What every store must do when runs and jobs are taken out. */
abstract class RemovalContractSpec extends Specification {

    /** An URL of the database under test; the same one until the feature ends. */
    abstract String url()

    /** The same for plain JDBC, while no store is open. */
    abstract String jdbcUrl()

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

    void remove(Map<String, List<Long>> what) {
        store.commit(new Commit([], [], [], [], [:], SiteChanges.NONE, TransferChanges.NONE, what.runs ?: [], what.jobs ?: []))
    }

    /** Distinct values of a column, with the store closed meanwhile. */
    private List<Long> rows(String table, String column) {
        store.close()
        def found = []
        DriverManager.getConnection(jdbcUrl()).withCloseable {
            def row = it.createStatement().executeQuery("select distinct $column from $table order by 1" as String)
            while (row.next()) found << row.getLong(1)
        }
        store = Stores.open(url())
        return found
    }

    private static Map<String, Object> full(long run, long id, Map<String, ?> more = [:]) {
        [run: run, state: JOB_FINISHED, tags: [kind: 'a'], parameters: [x: id], reuseKey: 'k' + id] + more
    }

    /** Two runs of neighbours that share rows, the second one's jobs among those of the first. */
    private void twoRuns() {
        def jobs = (1L..40L).collect { job(full(it % 4 == 0 ? 2 : 1, it, [parents: it > 4 ? [after(it - 4)] : []]), it) }
        store.commit(commit(runs: [run(1, Optional.of(NOON)), run(2, Optional.of(NOON))], jobs: jobs,
                changes: (1L..40L).collect { new Change.Files(it, JobFiles.Kind.MADE, 'f' + it) },
                events: (1L..40L).collect { event(it) }, endedRuns: [1L: Optional.of(NOON), 2L: Optional.of(NOON)]))
        store.commit(commit(events: [event(1, READY, STAGED_IN, Trigger.STAGE_IN_DONE), event(40, READY, STAGED_IN, Trigger.STAGE_IN_DONE)]))
    }

    def 'a run is removed with its jobs and all their rows, and its neighbours stay'() {
        given:
        twoRuns()
        def ofSecond = store.jobs(JobFilter.ALL.withRun(2))
        def events = store.events(EventFilter.ALL.withRuns([2L]))

        when:
        remove(runs: [1L])
        reopen()

        then:
        store.runs()*.id() == [2L]
        store.jobs(JobFilter.ALL) == ofSecond
        store.jobs([1L, 2L, 3L]) == []
        store.events(EventFilter.ALL) == events
        store.counts(1) == [:]
        store.finishedByKey(['k1', 'k4']).keySet() == ['k4'] as Set
        store.files([1L, 4L]).keySet() == [4L] as Set
        store.children([1L, 4L]) == [4L: [8L]]
        ['job_tag.job', 'edge.child', 'job_files.job', 'history.job'].every {
            def (table, column) = it.tokenize('.')
            rows(table, column).every { it % 4 == 0 }
        }

        when: 'nothing of the rows that both shared is left behind'
        remove(runs: [2L])

        then:
        rows('job', 'id') == []
        rows('job_details', 'first_job') == []
        rows('history_of_many', 'seq') == []
        store.runs() == []
    }

    def 'jobs are removed with all their rows, and their run and neighbours stay'() {
        given:
        twoRuns()
        def left = store.jobs(JobFilter.ALL).findAll { it.row().id() <= 30 }
        def events = store.events(EventFilter.ALL).findAll { it.event().job() <= 30 }

        when:
        remove(jobs: (31L..40L).toList())
        reopen()

        then:
        store.runs()*.id() == [2L, 1L]
        store.jobs(JobFilter.ALL) == left
        store.countJobs(JobFilter.ALL.withRun(2)) == 7
        store.events(EventFilter.ALL) == events
        store.counts(2) == [tile: [(JOB_FINISHED): 7L]]
        store.finishedByKey(['k32', 'k28']).keySet() == ['k28'] as Set
        store.files([32L, 28L]).keySet() == [28L] as Set
        store.children([28L]) == [:]
        rows('job_tag', 'job') == (1L..30L).toList()
        rows('edge', 'child') == (5L..30L).toList()

        when: 'the last of those that shared a row'
        remove(jobs: (1L..30L).toList())

        then:
        rows('job_details', 'first_job') == []
        rows('history_of_many', 'seq') == []
        store.runs()*.id() == [2L, 1L]

        when: 'the runs, of which nothing but themselves is left'
        remove(runs: [1L, 2L])

        then:
        store.runs() == []
    }

    def 'links to replaced jobs and to the hooks that added jobs are removed with the last job that needs them'() {
        given:
        store.commit(commit(runs: [run(1)], jobs: [
                job(1, state: JOB_FINISHED), job(2, state: FAILED, createdBy: 1), job(3, state: FAILED, createdBy: 1, retryOf: 2),
                job(4, state: JOB_FINISHED)]))

        when: 'one that another job replaces'
        remove(jobs: [2L])

        then:
        store.jobs([3L])[0].row().retryOf() == OptionalLong.empty()
        store.createdBy([1L]) == [1L: [2L, 3L]]

        when: 'who made it'
        remove(jobs: [1L, 3L])

        then:
        store.createdBy([1L]) == [:]
        rows('retry_of', 'job') == []
        rows('made_by', 'job') == []
    }

    def 'numbers of events continue whatever was removed'() {
        given:
        twoRuns()
        def last = store.lastEvent()

        when:
        remove(jobs: [40L])
        reopen()

        then:
        store.lastEvent() == last
        store.events(EventFilter.ALL).every { it.event().job() < 40 }

        when:
        store.commit(commit(events: [event(1, STAGED_IN, PREPROCESSED, Trigger.PREPROCESS_PROCEEDS)]))

        then:
        store.events(EventFilter.ALL).last().seq() == last + 1
    }

    def 'a removal that fails removes nothing'() {
        given:
        twoRuns()
        def before = store.jobs(JobFilter.ALL)

        when: 'with a run that is not there'
        remove(runs: [1L, 7L], jobs: [4L])

        then:
        thrown(StoreException)
        store.jobs(JobFilter.ALL) == before
        store.runs()*.id() == [2L, 1L]
    }
}
