package io.balsam.engine.store.jdbc

import static io.balsam.engine.domain.JobState.*
import static io.balsam.engine.store.jdbc.Sample.*

import io.balsam.engine.api.EventFilter
import io.balsam.engine.api.JobFilter
import io.balsam.engine.domain.InputFiles
import io.balsam.engine.domain.ParentKind
import io.balsam.engine.domain.ParentRef
import io.balsam.engine.domain.Resources
import io.balsam.engine.lifecycle.Trigger
import io.balsam.engine.store.Change
import io.balsam.engine.store.EventRow
import io.balsam.engine.store.JobFiles
import io.balsam.engine.store.JobRecord
import io.balsam.engine.store.OpenJob
import io.balsam.engine.store.RunRow
import io.balsam.engine.store.Store
import io.balsam.engine.store.StoredEvent
import io.balsam.engine.store.StoreException
import io.balsam.engine.store.StoreInUseException
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicReference
import java.util.concurrent.locks.LockSupport
import spock.lang.Specification

/** What every store must do, whatever the database behind it. */
abstract class StoreContractSpec extends Specification {

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

    List<Long> ids(JobFilter filter) {
        store.jobs(filter)*.row()*.id()
    }

    static final JobFilter ALL = JobFilter.ALL

    def 'an interrupted thread can still read, and does not disturb others'() {
        given: 'more than stays in memory'
        store.commit(Sample.commit(runs: [Sample.run(1)],
                jobs: (1L..10L).collect { Sample.job(parameters: [text: 'x' * 200_000 + it], it) }))
        reopen()
        def reading = new AtomicReference<Thread>(Thread.currentThread())
        def interrupting = Thread.startDaemon {
            for (Thread reader = reading.get(); reader != null; reader = reading.get()) {
                reader.interrupt()
                LockSupport.parkNanos(20_000)
            }
        }

        when:
        def read = (1L..10L).collectMany { store.jobs([it]) }
        reading.set(null)
        while (interrupting.alive) {
            Thread.onSpinWait()
        }
        boolean told = Thread.interrupted()

        then:
        told
        read.size() == 10
        CompletableFuture.supplyAsync { store.jobs([10L]) }.get()[0].row().parameters().text.endsWith('x10')
        store.commit(Sample.commit(jobs: [Sample.job(11)]))
    }

    def 'an empty store answers every question'() {
        expect:
        store.lastJobId() == 0
        store.lastRunId() == 0
        store.runs() == []
        store.run(1) == Optional.empty()
        store.jobs([1L, 2L]) == []
        store.jobs([]) == []
        store.jobs(ALL) == []
        store.countJobs(ALL) == 0
        store.counts(1) == [:]
        store.events(EventFilter.ALL) == []
        store.children([1L]) == [:]
        store.createdBy([1L]) == [:]
        store.finishedByKey(['k']) == [:]
        openJobs() == []
        openEdges() == []
    }

    def 'closing waits for readers, so that the store can be opened again at once'() {
        given:
        store.commit(commit(runs: [run(1)], jobs: [job(1)]))
        Throwable trouble = null
        def closer = new Thread({
            try {
                reopen()
            } catch (StoreException e) {
                trouble = e
            }
        })

        when: 'someone closes it and opens it again while a read is at its first job'
        def jobs = []
        store.openJobs(1) {
            closer.start()
            while (!(closer.state in [Thread.State.WAITING, Thread.State.TERMINATED])) {
                Thread.onSpinWait()
            }
            jobs << it.id()
        }
        closer.join()

        then:
        jobs == [1L]
        trouble == null
        store.lastJobId() == 1
    }

    def 'a closed store is closed, and can be closed again'() {
        when:
        store.close()
        store.close()
        store.runs()

        then:
        thrown(IllegalStateException)
    }

    def 'runs are read as they were written, newest first, after reopening too'() {
        when:
        store.commit(commit(runs: [run(1), run(2, Optional.of(NOON.plusSeconds(5)))]))
        reopen()

        then:
        store.runs() == [run(2, Optional.of(NOON.plusSeconds(5))), run(1)]
        store.run(1).get() == run(1)
        store.lastRunId() == 2
    }

    def 'a run ends, and opens again on request or with a job that has not ended'() {
        given:
        store.commit(commit(runs: [run(1)], jobs: [job(1, state: FAILED)], endedRuns: [1L: Optional.of(NOON)]))

        when:
        store.commit(commit(with))

        then:
        store.run(1).get().ended() == ended

        where:
        with                             || ended
        [events: [event(1)]]             || Optional.of(NOON)
        [endedRuns: [1L: Optional.empty()]] || Optional.empty()
        [jobs: [job(2)]]                 || Optional.empty()
        [jobs: [job(2, state: JOB_FINISHED)]] || Optional.of(NOON)
        [jobs: [job(2)], endedRuns: [1L: Optional.of(NOON.plusSeconds(1))]] || Optional.of(NOON.plusSeconds(1))
    }

    def 'a job is read as it was written: #what'() {
        when:
        store.commit(commit(runs: [run(1)], jobs: [row]))
        reopen()

        then:
        store.jobs([row.id()])*.row() == [row]
        store.jobs(ALL)*.row() == [row]
        store.lastJobId() == row.id()

        where:
        what                      | row
        'nothing but the needful' | job(1)
        'everything'              | job(7, app: 'stitch', state: AWAITING_PARENTS, workdir: '/a b/ü/日本 🌍',
                parameters: [x: 1, y: 2.5, 'z z': [true, null, [deep: 'ß']], big: 12345678901234L, none: null],
                environment: [A: "it's", B: '"q"\n'], tags: [row: '1', 'kéy': '🌍', empty: ''],
                data: [seed: 'x' * 100_000], resources: new Resources(4, 2, 3, 2, 0.25d, 8, 5L << 30, [fpga: 1, 'a.licence': 12]),
                wallTime: Duration.ofMillis(90_061_001), priority: -5, launchParams: [a: 'b'],
                parents: [after(5), after(2, ParentKind.ANY_END)],
                inputs: [new InputFiles(Optional.of(new ParentRef.Existing(5, ParentKind.SUCCESS)), '*.csv', true, false),
                         new InputFiles(Optional.empty(), '/etc/hosts', false, true)],
                transfers: [slot: 'alias:/p'], declaredAt: 'wf.groovy:3:7', reuseKey: 'ab12', reusedFrom: 3,
                createdBy: 2, retryOf: 1)
        'text that looks like SQL' | job(1, app: "x'); drop table job; --", workdir: "/a';--", tags: ["'": '"', '?': ':x', '\\': '%_'],
                parameters: [':name': "'?"])
    }

    def 'a fresh job has neither begun nor ended'() {
        when:
        store.commit(commit(runs: [run(1)], jobs: [job(1)]))

        then:
        store.jobs([1L]) == [new JobRecord(job(1), 0, null, null, null, '', OptionalLong.empty(), null, 0, null, OptionalLong.empty(), null, true, '',
                OptionalLong.empty())]
    }

    def 'changes of all kinds for one job in one commit'() {
        given:
        store.commit(commit(runs: [run(1)], jobs: [job(1, data: [old: 1]), job(2)]))

        when:
        store.commit(commit(changes: [
                new Change.Ended(1, NOON.plusSeconds(9), 3, 0, Duration.ofMillis(1500), OptionalLong.of(4096)),
                new Change.Began(1, NOON.plusSeconds(1), 'node7', OptionalLong.of(4)),
                state(1, RUN_ERROR, 2, NOON.plusSeconds(60)),
                new Change.Data(1, [new: [1, 'ü']]),
                new Change.Result(1, [answer: 42], false),
                new Change.InputDigest(1, 'feed')]))
        reopen()

        then:
        store.jobs([1L]) == [new JobRecord(job(1, state: RUN_ERROR, data: [new: [1, 'ü']]), 2, NOON.plusSeconds(60),
                NOON.plusSeconds(1), NOON.plusSeconds(9), 'node7', OptionalLong.of(4), 3, 0, Duration.ofMillis(1500), OptionalLong.of(4096),
                [answer: 42], false, 'feed', OptionalLong.empty())]
        and: 'nothing leaks into another job'
        store.jobs([2L])*.row() == [job(2)]
    }

    def 'the latest list of files of a job counts, and reused jobs name the job that made them'() {
        given:
        def long_ = (1..20_000).collect { "f1 0 out/$it".toString() }.join('\n')
        store.commit(commit(runs: [run(1)], jobs: (1..5).collect { job(it) }))

        when:
        store.commit(commit(changes: [
                new Change.Files(1, JobFiles.Kind.MADE, 'early'), new Change.Files(1, JobFiles.Kind.BROUGHT_IN, 'in'),
                new Change.Files(1, JobFiles.Kind.MADE, long_), new Change.Files(2, JobFiles.Kind.MADE, 'x'), new Change.Files(3, JobFiles.Kind.BROUGHT_IN, 'y')]))
        store.commit(commit(changes: [new Change.Files(2, JobFiles.Kind.MADE, ''), new Change.SameFiles(4, 1), new Change.SameFiles(5, 2)]))
        store.commit(commit(changes: [new Change.SameFiles(5, 4)]))
        reopen()

        then:
        store.files([1L, 2L, 3L, 4L, 5L, 6L]) == [1L: new JobFiles('in', long_), 3L: new JobFiles('y', ''), 4L: new JobFiles('in', long_), 5L: new JobFiles('in', long_)]
    }

    def 'what is not known is written as such, over what was known'() {
        given:
        store.commit(commit(runs: [run(1)], jobs: [job(1, data: [a: 1])], changes: [
                new Change.Ended(1, NOON, 3, 9, Duration.ofSeconds(1), OptionalLong.of(1)), state(1, RESTART_READY, 1, NOON),
                new Change.Result(1, 'x', true)]))

        when:
        store.commit(commit(changes: [new Change.Ended(1, NOON, null, 0, null, OptionalLong.empty()), state(1, RUNNING, 2),
                                      new Change.Data(1, [:]), new Change.Result(1, null, true)]))

        then:
        with(store.jobs([1L])[0]) {
            exitCode() == null
            signal() == 0
            cpu() == null
            peakKib() == OptionalLong.empty()
            restartAt() == null
            result() == null
            row().data() == [:]
        }
    }

    def 'the begin of a run forgets the end of the one before'() {
        given:
        store.commit(commit(runs: [run(1)], jobs: [job(1)], changes: [new Change.Began(1, NOON, 'n1'),
                new Change.Ended(1, NOON.plusSeconds(2), 1, 9, Duration.ofSeconds(1), OptionalLong.of(7))]))

        when:
        store.commit(commit(changes: [new Change.Began(1, NOON.plusSeconds(4), 'n2')]))

        then:
        with(store.jobs([1L])[0]) {
            began() == NOON.plusSeconds(4)
            node() == 'n2'
            ended() == null
            exitCode() == null
            signal() == 0
            cpu() == null
            peakKib() == OptionalLong.empty()
        }
    }

    def 'a result of #value is read as it was written'() {
        given:
        store.commit(commit(runs: [run(1)], jobs: [job(1)], changes: [new Change.Result(1, value, true)]))

        expect:
        store.jobs([1L])[0].result() == value

        where:
        value << [null, '', 'text', 3, 2.5, [], [:], [1, [a: null]], false]
    }

    def 'a commit that fails half-way changes nothing: #what'() {
        given:
        store.commit(commit(runs: [run(1)], jobs: [job(1)], events: [event(1)]))
        def before = picture()

        when:
        store.commit(commit([runs: [run(2)], jobs: [job(2, run: 2, tags: [a: 'b'])], changes: [state(1, RUNNING, 1)],
                             events: [event(2)]] + bad))

        then:
        thrown(RuntimeException)
        picture() == before

        when: 'and the store goes on'
        store.commit(commit(changes: [state(1, FAILED)], events: [event(1, READY, FAILED, Trigger.CANCELLED)]))
        reopen()

        then:
        store.jobs([1L])[0].row().state() == FAILED
        store.events(EventFilter.ALL).size() == 2
        store.lastRunId() == 1

        where:
        what                          | bad
        'a job id for the second time' | [jobs: [job(2, run: 2), job(1)]]
        'a change of an unknown job'  | [changes: [state(1, RUNNING, 1), state(99, RUNNING)]]
        'the end of an unknown run'   | [endedRuns: [77L: Optional.of(NOON)]]
        'an event that JSON cannot say' | [events: [event(2), event(1, READY, FAILED, Trigger.CANCELLED, [a: new Object()])]]
        'a name for the second time'  | [runs: [run(2), new RunRow(3, 'wf-1', 'ada', 'wf', run(1).script(), [:], NOON, Optional.empty())]]
    }

    List<Object> picture() {
        [store.runs(), store.jobs(ALL), store.countJobs(ALL.withTags(a: 'b')), store.events(EventFilter.ALL)]
    }

    def 'jobs are found by #what'() {
        given:
        store.commit(commit(runs: [run(1), run(2)], jobs: [
                job(1, app: 'a', tags: [x: '1', y: '1'], workdir: '/d/one'),
                job(2, app: 'b', tags: [x: '1', y: '2'], workdir: '/d/t_o'),
                job(3, app: 'a', tags: [x: '2'], state: FAILED, workdir: '/d/50%'),
                job(4, app: 'c', run: 2, tags: ["x' or '1'='1": "1' or '1'='1"], state: RUNNING, workdir: '/e/DEEP'),
                job(5, app: 'a', run: 2, tags: [x: '1', y: '1'], state: FAILED, workdir: '/e/deep')]))

        expect:
        ids(filter) == expected
        store.countJobs(filter.withPage(1, 1)) == expected.size()

        where:
        what                          | filter                                                   || expected
        'nothing in particular'       | ALL                                                      || [1, 2, 3, 4, 5]
        'ids, unknown ones left out'  | ALL.withIds([5L, 2L, 99L])                               || [2, 5]
        'run'                         | ALL.withRun(2)                                           || [4, 5]
        'state'                       | ALL.withStates([FAILED] as Set)                          || [3, 5]
        'several states'              | ALL.withStates([FAILED, RUNNING] as Set)                 || [3, 4, 5]
        'app'                         | ALL.withApps(['a'] as Set)                               || [1, 3, 5]
        'several apps'                | ALL.withApps(['b', 'c', 'zz'] as Set)                    || [2, 4]
        'tag'                         | ALL.withTags(x: '1')                                     || [1, 2, 5]
        'tags, which must all match'  | ALL.withTags(x: '1', y: '1')                             || [1, 5]
        'a tag of another value'      | ALL.withTags(x: '3')                                     || []
        'a tag that looks like SQL'   | ALL.withTags(["x' or '1'='1": "1' or '1'='1"])           || [4]
        'SQL in place of a tag'       | ALL.withTags(x: "1' or '1'='1")                          || []
        'part of the workdir'         | workdir('/d/')                                           || [1, 2, 3]
        'a workdir with a wildcard'   | workdir('t_o')                                           || [2]
        'a per cent sign'             | workdir('%')                                             || [3]
        'a workdir, by its case'      | workdir('deep')                                          || [5]
        'all of it together'          | ALL.withRun(1).withStates([READY] as Set).withApps(['a'] as Set).withTags(y: '1') || [1]
        'the highest id first'        | ALL.withOrder(JobFilter.Order.ID_DESC)                   || [5, 4, 3, 2, 1]
    }

    static JobFilter workdir(String part) {
        JobFilter.ALL.withWorkdirContains(part)
    }

    def 'pages: limit #limit from #offset'() {
        given:
        store.commit(commit(runs: [run(1)], jobs: (1..7).collect { job(it) }))

        expect:
        ids(ALL.withPage(limit, offset)) == expected
        store.countJobs(ALL.withPage(limit, offset)) == 7

        where:
        limit             | offset || expected
        3                 | 0      || [1, 2, 3]
        3                 | 6      || [7]
        3                 | 7      || []
        Integer.MAX_VALUE | 5      || [6, 7]
    }

    def 'jobs are sorted by run time, longest first, jobs that never ended last'() {
        given:
        store.commit(commit(runs: [run(1)], jobs: (1..4).collect { job(it) }, changes: [
                new Change.Began(2, NOON, 'n'), new Change.Ended(2, NOON.plusSeconds(2), 0, 0, null, OptionalLong.empty()),
                new Change.Began(3, NOON, 'n'),
                new Change.Began(4, NOON, 'n'), new Change.Ended(4, NOON.plusSeconds(9), 0, 0, null, OptionalLong.empty())]))

        expect:
        ids(ALL.withOrder(JobFilter.Order.RUN_TIME_DESC)) == [4, 2, 1, 3]
    }

    def 'counts a run by app and state, without jobs that another one replaces'() {
        given:
        store.commit(commit(runs: [run(1), run(2)], jobs: [job(1), job(2), job(3, state: FAILED), job(4, app: 'b'),
                                                           job(5, run: 2), job(6, state: FAILED), job(7, app: 'b', retryOf: 6)]))

        expect:
        store.counts(1) == [b: [(READY): 2L], tile: [(READY): 2L, (FAILED): 1L]]
    }

    def 'events keep the order they were written in, across commits and reopening'() {
        given:
        store.commit(commit(runs: [run(1), run(2)], jobs: [job(1), job(2, run: 2)], events: [event(2), event(1)]))
        reopen()
        store.commit(commit(events: [
                event(1, RUNNING, RUN_ERROR, Trigger.EXITED_NONZERO, [exit_code: 3, tail: ['ü', '🌍' * 5000]]),
                event(2, READY, STAGED_IN, Trigger.STAGE_IN_DONE)]))

        expect:
        def all = store.events(EventFilter.ALL)
        all*.seq() == [1, 2, 3, 4]
        all*.run() == [2, 1, 1, 2]
        all[2].event() == event(1, RUNNING, RUN_ERROR, Trigger.EXITED_NONZERO, [exit_code: 3, tail: ['ü', '🌍' * 5000]])
        store.events(filter)*.seq() == expected

        where:
        filter                                                   || expected
        EventFilter.ALL.withAfter(2)                             || [3, 4]
        EventFilter.ALL.withAfter(4)                             || []
        EventFilter.ALL.withLimit(3)                             || [1, 2, 3]
        EventFilter.ALL.withAfter(1).withLimit(2)                || [2, 3]
        EventFilter.ALL.withJobs([1L])                           || [2, 3]
        EventFilter.ALL.withJobs([1L, 2L])                       || [1, 2, 3, 4]
        EventFilter.ALL.withRuns([2L])                           || [1, 4]
        EventFilter.ALL.withRuns([2L]).withAfter(1)              || [4]
        EventFilter.ALL.withTo([READY] as Set)                   || [1, 2]
        EventFilter.ALL.withTo([READY] as Set).withJobs([2L])    || [1]
        EventFilter.ALL.withRuns([9L])                           || []
    }

    /** Lists of many thousands make no readable failure. */
    static String firstDifference(List<?> found, List<?> expected) {
        def at = (0..<Math.min(found.size(), expected.size())).find { found[it] != expected[it] }
        at != null ? "at $at: ${found[at]}, not ${expected[at]}" : found.size() == expected.size() ? null : "$found.size instead of $expected.size"
    }

    def 'events are read as they were written, whatever was joined to save space, seed #seed'() {
        given: 'a model: each commit by job, in the order in which jobs first appear'
        def random = new Random(seed)
        def jobs = 2200
        store.commit(commit(runs: [run(1), run(2)], jobs: (1L..jobs).collect { job(it, run: it % 7 == 3 ? 2 : 1) }))
        List<StoredEvent> model = []
        40.times {
            List<EventRow> events = []
            def touched = [] as Set
            (1 + random.nextInt(4)).times {
                long first = 1 + random.nextInt(jobs)
                long last = Math.min(jobs, first + (random.nextBoolean() ? random.nextInt(5) : random.nextInt(1500)))
                def data = random.nextInt(3) ? [:] : [attempt: random.nextInt(2)]
                def both = random.nextBoolean()
                def later = random.nextInt(4) ? 0 : 1500
                (first..last).findAll { touched.add(it) }.each {
                    events << new EventRow(it, NOON, READY, STAGED_IN, Trigger.STAGE_IN_DONE, [:])
                    if (both) {
                        events << new EventRow(it, NOON.plusNanos(later * 1000L), STAGED_IN, PREPROCESSED, Trigger.PREPROCESS_PROCEEDS, data)
                    }
                }
            }
            store.commit(commit(events: events))
            events.groupBy { it.job() }.values().flatten().each { EventRow event ->
                model << new StoredEvent(model.size() + 1, event.job() % 7 == 3 ? 2 : 1, event)
            }
        }

        when:
        def wanted = [1L, 1023L, 1024L, 1025L, 2048L, 77L]
        List<StoredEvent> read = []
        for (def page = null; page == null || page; ) {
            page = store.events(EventFilter.ALL.withAfter(read ? read[-1].seq() : 0).withLimit(1777))
            read.addAll(page)
        }

        then:
        firstDifference(store.events(EventFilter.ALL.withLimit(1_000_000)), model) == null
        firstDifference(read, model) == null
        firstDifference(store.events(EventFilter.ALL.withJobs(wanted)), model.findAll { it.event().job() in wanted }) == null
        firstDifference(store.events(EventFilter.ALL.withRuns([2L]).withLimit(1_000_000)), model.findAll { it.run() == 2 }) == null
        firstDifference(store.events(EventFilter.ALL.withTo([PREPROCESSED] as Set).withAfter(500).withLimit(3000)),
                model.findAll { it.event().to() == PREPROCESSED && it.seq() > 500 }.take(3000)) == null

        where:
        seed << [1, 2]
    }

    def 'tells who waits for whom and who made whom'() {
        given:
        store.commit(commit(runs: [run(1)], jobs: [job(1), job(2), job(3, parents: [after(1), after(2)]),
                job(4, parents: [after(1)], createdBy: 1), job(5, createdBy: 1), job(6, createdBy: 2)]))

        expect:
        store.children([1L, 2L, 3L]) == [1L: [3L, 4L], 2L: [3L]]
        store.createdBy([1L, 2L, 3L]) == [1L: [4L, 5L], 2L: [6L]]
    }

    def 'tells which job replaces which'() {
        given:
        store.commit(commit(runs: [run(1)], jobs: [job(1, state: FAILED), job(2, retryOf: 1)]))

        expect:
        store.jobs([1L])[0].retriedBy() == OptionalLong.of(2)
        store.jobs([2L])[0].row().retryOf() == OptionalLong.of(1)
        store.jobs([2L])[0].retriedBy() == OptionalLong.empty()
    }

    def 'finds the newest finished job for each key'() {
        given:
        store.commit(commit(runs: [run(1)], jobs: [
                job(1, reuseKey: 'k', state: JOB_FINISHED), job(2, reuseKey: 'k', state: JOB_FINISHED),
                job(3, reuseKey: 'k', state: FAILED), job(4, reuseKey: 'only failed', state: FAILED),
                job(5, reuseKey: 'm'), job(6, state: JOB_FINISHED)], changes: [state(5, JOB_FINISHED, 1)]))

        when:
        def found = store.finishedByKey(['k', 'm', 'only failed', 'unknown', ''])

        then:
        found.collectEntries { key, record -> [key, record.row().id()] } == [k: 2, m: 5]
    }

    def 'gives what has not ended, with the edges into it'() {
        given:
        store.commit(commit(runs: [run(1), run(2), run(3)], jobs: [
                job(1, state: JOB_FINISHED), job(2, state: RUNNING, resources: new Resources(1, 2, 3, 1, 0.5d, 4),
                wallTime: Duration.ofMinutes(2), priority: 3),
                job(3, state: AWAITING_PARENTS, app: 'sum', parents: [after(2), after(1, ParentKind.ANY_END)]),
                job(4, state: FAILED, parents: [after(1)]), job(5, run: 2, state: CANCELLED),
                job(6, run: 3, inputs: [new InputFiles(Optional.empty(), 'a', false, false)]), job(7, run: 3, transfers: [a: '/b'])],
                changes: [state(6, RESTART_READY, 2, NOON)], endedRuns: [2L: Optional.of(NOON)]))

        expect:
        openJobs() == [
                new OpenJob(2, 1, 'tile', RUNNING, 0, new Resources(1, 2, 3, 1, 0.5d, 4), Duration.ofMinutes(2), 3, null, false),
                new OpenJob(3, 1, 'sum', AWAITING_PARENTS, 0, Resources.DEFAULT, Duration.ZERO, 0, null, false),
                new OpenJob(6, 3, 'tile', RESTART_READY, 2, Resources.DEFAULT, Duration.ZERO, 0, NOON, true),
                new OpenJob(7, 3, 'tile', READY, 0, Resources.DEFAULT, Duration.ZERO, 0, null, true)]
        openEdges() == [[3L, after(2), RUNNING], [3L, after(1, ParentKind.ANY_END), JOB_FINISHED]]
    }

    List<OpenJob> openJobs() {
        List<OpenJob> all = []
        store.runs()*.id().sort().each { run -> store.openJobs(run) { all << it } }
        all
    }

    List<List<Object>> openEdges() {
        List<List<Object>> all = []
        store.runs()*.id().sort().each { run -> store.openEdges(run) { child, parent, state -> all << [child, parent, state] } }
        all
    }

    def 'takes twenty thousand jobs with their edges, tags and events in one commit'() {
        given:
        int n = 20_000
        def jobs = (1..n).collect {
            job(it, tags: [bucket: (it % 100).toString()], parents: it > 2 ? [after(1), after(it - 1)] : [],
                    state: it > 2 ? AWAITING_PARENTS : READY, reuseKey: Integer.toHexString(it * 31))
        }

        when:
        store.commit(commit(runs: [run(1)], jobs: jobs, events: (1..n).collect { event(it) }))
        store.commit(commit(changes: (1..n).collect { state(it, RUNNING, 1) } + (1..n).collect { new Change.Began(it, NOON, 'n') },
                events: (1..n).collect { event(it, PREPROCESSED, RUNNING, Trigger.STARTED) }))
        reopen()

        then:
        store.lastJobId() == n
        store.counts(1) == [tile: [(RUNNING): (long) n]]
        store.countJobs(ALL.withTags(bucket: '42')) == 200
        store.jobs(ALL.withPage(n, 0))*.row()*.id() == (1L..n).toList()
        store.children([1L])[1L].size() == n - 2
        openJobs()*.id() == (1L..n).toList()
        openEdges()*.first() == (3L..n).collectMany { [it, it] }
        store.events(EventFilter.ALL.withLimit(3 * n))*.seq() == (1L..(2L * n)).toList()
        store.finishedByKey(jobs*.reuseKey()) == [:]
    }

    def 'readers see only whole commits while the writer works'() {
        given:
        int n = 200
        store.commit(commit(runs: [run(1)], jobs: [job(1), job(2)]))
        def torn = Collections.synchronizedList([])
        def reader = Thread.start {
            while (store.lastJobId() < 2 + n) {
                def (one, two) = store.jobs([1L, 2L])
                if (one.attempts() != two.attempts()) {
                    torn << [one.attempts(), two.attempts()]
                }
            }
        }

        when:
        (1..n).each { i ->
            store.commit(commit(jobs: [job(2 + i)], changes: [state(1, RUNNING, i), state(2, RUNNING, i)]))
        }
        reader.join(60_000)

        then:
        !reader.alive
        torn == []
    }

    def 'a second writer is refused with the name of the first'() {
        when:
        Stores.open(url())

        then:
        def e = thrown(StoreInUseException)
        e.message.contains('process')

        and: 'the first one is none the worse'
        store.commit(commit(runs: [run(1)]))
        store.runs().size() == 1
    }
}
