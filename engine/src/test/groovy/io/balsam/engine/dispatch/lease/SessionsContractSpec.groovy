package io.balsam.engine.dispatch.lease

import static io.balsam.engine.api.launcher.Report.Outcome.*
import static io.balsam.engine.domain.HookKind.HANDLE_ERROR
import static io.balsam.engine.domain.HookKind.POSTPROCESS
import static io.balsam.engine.domain.JobState.*
import static io.balsam.spi.BatchJobState.FINISHED
import static io.balsam.spi.BatchJobState.PENDING_DELETION
import static io.balsam.spi.BatchJobState.QUEUED
import static io.balsam.spi.BatchJobState.SUBMIT_FAILED
import static io.balsam.spi.JobMode.SERIAL

import io.balsam.engine.EngineSpecification
import io.balsam.engine.FakePlatform
import io.balsam.engine.SiteModules
import io.balsam.engine.api.SiteView
import io.balsam.engine.api.JobFilter
import io.balsam.engine.api.NewRun
import io.balsam.engine.api.launcher.NoSuchSession
import io.balsam.engine.api.launcher.Report
import io.balsam.engine.api.launcher.Sessions
import io.balsam.engine.batchjob.BatchJobUpdate
import io.balsam.engine.batchjob.SitePolicy
import io.balsam.engine.domain.Resources
import io.balsam.engine.domain.Retry
import io.balsam.engine.packing.Capacity
import io.balsam.engine.packing.NodeSize
import io.balsam.spi.BatchJobRequest
import io.balsam.spi.BatchJobState
import io.balsam.spi.Demand
import io.balsam.spi.JobMode
import io.balsam.spi.Node
import io.balsam.spi.Partition
import java.time.Duration
import java.time.Instant
import java.time.temporal.ChronoUnit
import java.util.concurrent.ExecutionException

/** What every way to an owner's sessions must do; the launchers are simulated. */
abstract class SessionsContractSpec extends EngineSpecification {

    static final Duration LEASE = Duration.ofMinutes(1)
    static final Duration SOON = Duration.ofSeconds(20)
    static final Duration NOW = Duration.ofMillis(1)

    /** The way to the engine's sessions; asked for again when the engine is another one. */
    abstract Sessions desk()

    @Override
    FakePlatform newPlatform() { new NoNodes() }

    static class NoNodes extends FakePlatform {
        NoNodes() { super(1) }

        @Override
        List<Node> nodes() { throw new AssertionError('a site asks for no nodes of its own' as Object) }
    }

    @Override
    SitePolicy newRules() { rules(LEASE) }

    static SitePolicy rules(Duration lease) { new SitePolicy('test', lease, [], [] as Set, 'q', 'p', [:]) }

    void leaseOf(Duration lease) {
        engine.close()
        store.close()
        rules = rules(lease)
        open()
    }

    @Override
    Map<String, Integer> newResources() { [licence: 2] }

    SimulatedLauncher launcher(Map how = [:]) { new SimulatedLauncher(how, desk()).open() }

    long submit(List jobs) {
        engine.submit(workflow([command('true')], jobs), false)
    }

    /** As if the owner had been killed; its runs are gone on with. */
    void restart() {
        crash()
        engine.runs().findAll { it.ended() == null }.each { engine.resume(it.id()) }
    }

    static Instant micros(Instant time) { time.truncatedTo(ChronoUnit.MICROS) }

    JobFilter only(long... ids) { JobFilter.ALL.withIds(ids.toList()) }

    

    def "a job that the batch system could not create is requeued, its node rests, and the next job runs elsewhere"() {
        given:
        def launcher = launcher(count: 2, cores: 1)
        long run = submit((1..4).collect { job() })
        def assignments = launcher.poll().start()
        def dead = assignments.find { it.placement().nodes() == [0] }

        when: 'it had been told as begun, as any that is handed to the runner'
        launcher.begin(*assignments*.job())
        launcher.end(dead.job(), outcome: NOT_CREATED, code: null, error: 'Unable to create step for job 5')

        then: 'it has not failed, and the attempt does not count'
        with(view(dead.job())) {
            it.state() == RESTART_READY
            it.attempts() == 0
        }

        when:
        def next = []
        3.times {
            launcher.end(launcher.held.values()[0].job())
            def started = launcher.poll().start()
            next.addAll(started)
            started.each { launcher.begin(it.job()) }
        }

        then:
        next*.placement()*.nodes().every { it == [1] }
        next*.job().contains(dead.job())
        engine.explain(dead.job()) != null
    }

    def "a job ended by someone else was stopped, whatever its exit code"() {
        given:
        def launcher = launcher()
        submit([job()])
        def assignment = launcher.poll().start()[0]
        launcher.begin(assignment.job())

        when:
        launcher.end(assignment.job(), outcome: CUT_OFF, code: null, error: 'srun: error: Node failure on n02')

        then:
        with(events(assignment.job()).find { it.to() == RUN_TIMEOUT }) {
            it.data().message == 'it was cut off: srun: error: Node failure on n02'
        }
    }

    def "a job that is cut off repeatedly pauses before it continues"() {
        given:
        def launcher = launcher()
        long run = submit([job()])

        when: 'once may be chance'
        2.times {
            def assignment = launcher.poll().start()[0]
            launcher.begin(assignment.job())
            launcher.end(assignment.job(), outcome: CUT_OFF, code: null, error: 'not all ranks reported')
        }
        def pauses = events(jobs(run)[0].id()).findAll { it.to() == RESTART_READY }*.data()*.restart_at

        then:
        pauses.size() == 2
        pauses[0] == null
        pauses[1] != null
        engine.explain(jobs(run)[0].id()).get().summary().startsWith('It is run again after a pause, at ')
    }

    def "an attempt that ends on its own with #code resets the count of attempts cut off in a row"() {
        given:
        def again = hook { 'restart' }
        def launcher = launcher()
        long run = engine.submit(workflow([command('true', hooks: [(HANDLE_ERROR): again, (POSTPROCESS): again])], [job()]), false)

        when:
        [null, code, null].each { exit ->
            def assignment = launcher.poll().start()[0]
            launcher.begin(assignment.job())
            launcher.end(assignment.job(), outcome: exit == null ? CUT_OFF : EXITED, code: exit, error: exit == null ? 'not all ranks reported' : '')
        }

        then:
        def restarts = events(jobs(run)[0].id()).findAll { it.to() == RESTART_READY }
        restarts.size() == 3
        restarts.every { it.data().restart_at == null }

        where:
        code << [0, 3]
    }

    def "attempts that are cut off use up no retries: #what"() {
        given:
        def launcher = launcher()
        def app = command('true', retry: new Retry(2, Duration.ZERO, Duration.ZERO))
        long run = engine.submit(workflow([app], [job(wallTime: Duration.ofMinutes(1))]), false)

        when:
        ends.each { end ->
            def assignment = launcher.poll().start()[0]
            launcher.begin(assignment.job())
            launcher.end(end, assignment.job())
        }

        then:
        eventually { jobs(run)[0].state() == FAILED }
        jobs(run)[0].attempts() == ends.size()
        events(jobs(run)[0].id()).last().data().message.endsWith(message)

        where:
        what              | ends                                          || message
        'errors'          | [STOPPED_THERE, ERROR, STOPPED_THERE, ERROR]  || 'on the last of its 4 attempts (2 cut off)'
        'too long'        | [TOO_LONG, STOPPED_THERE, TOO_LONG]           || 'it ran too long, on the last of its 3 attempts (1 cut off)'
        'both'            | [TOO_LONG, ERROR]                             || 'on the last of its 2 attempts'
        'of one launcher' | [STOPPED_THERE, STOPPED_THERE, ERROR, ERROR]  || 'on the last of its 4 attempts (2 cut off)'
    }

    private static final Map STOPPED_THERE = [outcome: STOPPED, code: null]
    private static final Map ERROR = [outcome: EXITED, code: 3]
    private static final Map TOO_LONG = [outcome: WALL_TIME, code: null]

    def "a leased job starts and ends, and its record is that of a local run"() {
        given:
        engine.batchJobs().submit([new BatchJobRequest(1, 10, '', '', JobMode.MPI, [:], [], [:])])
        def launcher = launcher(batchJob: 1, cores: 4)
        long run = engine.submit(workflow([command(parameters: ['x'], environment: [A: 'app'], 'say {{x}}')],
                [job(parameters: [x: "it's"], environment: [B: 'job'], wallTime: Duration.ofHours(1))]), false)
        long id = jobs(run)[0].id()

        when:
        def assignment = launcher.poll().start()[0]

        then:
        assignment.job() == id
        assignment.attempt() == 1
        assignment.run() == "flow-$run"
        assignment.command() == "say 'it'\\''s'" || assignment.command() == 'say "it\'s"'
        assignment.appEnvironment() == [A: 'app']
        assignment.environment().subMap(['B', 'BALSAM_JOB_ID', 'BALSAM_ATTEMPT', 'BALSAM_RUN', 'BALSAM_SITE']) ==
                [B: 'job', BALSAM_JOB_ID: "$id", BALSAM_ATTEMPT: '1', BALSAM_RUN: "flow-$run", BALSAM_SITE: "$site"]
        assignment.workdir() == site.resolve("data/flow-$run/job0")
        assignment.wallTime() == Duration.ofHours(1)
        assignment.placement().nodes() == [0]
        assignment.placement().cpuIds() == [0]
        view(id).state() == PREPROCESSED
        store.leases()*.job() == [id]

        when:
        def begun = launcher.begun(id)
        launcher.report(begun: [begun])

        then:
        view(id).state() == RUNNING
        view(id).node() == 'n1'
        view(id).batchJob() == 1 as long
        view(id).began() == micros(begun.at())
        with(events(id).find { it.to() == RUNNING }) {
            at() == micros(begun.at())
            data() == [attempt: 1, node: 'n1', launcher: 'head', session: (int) launcher.session, batch_job: 1]
        }

        when:
        def end = launcher.ended(id)
        launcher.report(ended: [end])
        finish(run)

        then:
        with(view(id)) {
            state() == JOB_FINISHED
            exitCode() == 0
            ended() == micros(end.at())
            attempts() == 1
        }
        store.leases() == []
        path(id) == [READY, STAGED_IN, PREPROCESSED, RUNNING, RUN_DONE, POSTPROCESSED, STAGED_OUT, JOB_FINISHED]
    }

    def "the end of a job is recorded in full: #outcome, code #code, signal #signal, error '#error'"() {
        given:
        def launcher = launcher()
        long run = submit([job(wallTime: Duration.ofSeconds(90))])
        long id = launcher.poll().start()[0].job()

        when:
        if (begun) {
            launcher.begin(id)
        }
        launcher.end(id, outcome: outcome, code: code, signal: signal, error: error, tail: ['last words'])
        def what = events(id).find { it.to() in [RUN_ERROR, RUN_TIMEOUT, FAILED, RUN_DONE] }

        then:
        what.to() == to
        what.data().message == message
        what.data().exit_code == shown
        view(id).exitCode() == shown
        view(id).attempts() == attempts

        where:
        outcome     | code | signal | error     | begun || to          | shown | attempts | message
        EXITED      | 0    | 0      | ''        | true  || RUN_DONE    | 0     | 1        | null
        EXITED      | 0    | 0      | ''        | false || RUN_DONE    | 0     | 1        | null
        EXITED      | 3    | 0      | ''        | false || RUN_ERROR   | 3     | 1        | 'exit code 3'
        EXITED      | null | 9      | ''        | true  || RUN_ERROR   | null  | 1        | 'ended by SIGKILL (or exit code 137), often for lack of memory'
        WALL_TIME   | null | 15     | ''        | true  || RUN_TIMEOUT | null  | 1        | 'it ran longer than its wall time of 1m30s'
        STOPPED     | 143  | 0      | 'no time' | true  || RUN_TIMEOUT | null  | 1        | 'its launcher stopped: no time'
        STOPPED     | null | 15     | ''        | false || RUN_TIMEOUT | null  | 1        | 'its launcher stopped'
        NOT_STARTED | null | 0      | 'no srun' | true  || RUN_ERROR   | null  | 1        | 'it could not be started: no srun'
        NOT_STARTED | null | 0      | 'no srun' | false || FAILED      | null  | 0        | 'it could not be started: no srun'
    }

    def "a job whose launcher ran out of time says how long it had, and asks for more: #what"() {
        given:
        def ends = Instant.now() + Duration.ofMinutes(5)
        def launcher = launcher(ends: ends)
        submit([job()])
        launcher.poll()
        launcher.begin(1)

        when:
        launcher.end(1, outcome: outcome, code: null, signal: 15, error: error, began: ends - Duration.ofSeconds(28), at: ends + after)
        launcher.close()

        then:
        def why = engine.explain(1).get()
        why.reasons().contains(reason)
        why.hint().contains('the job needs more than the 28s it had') == told

        when:
        engine.cancel(JobFilter.ALL.withIds([1L]), false)

        then:
        engine.explain(1).get().reasons().contains('attempt 1: ' + reason)

        where:
        what                  | outcome | error         | after                 || told  | reason
        'at its end'          | STOPPED | 'out of time' | Duration.ofMillis(10) || true  | 'its launcher stopped: out of time, 28s after the job began'
        'it was signalled'    | STOPPED | 'SIGTERM'     | Duration.ofMillis(-9) || false | 'its launcher stopped: SIGTERM'
        'its node died late'  | CUT_OFF | 'node failed' | Duration.ofMillis(10) || false | 'it was cut off: node failed'
    }

    def "a job whose BatchJob is deleted says so"() {
        given:
        def id = engine.batchJobs().submit([new BatchJobRequest(1, 10, 'q', 'p', JobMode.MPI, [:], [], [:])])[0].id()
        engine.services().batchJobs().change([new BatchJobUpdate(id, QUEUED, '7', null, null, null, null)])
        def launcher = launcher(batchJob: id)
        submit([job()])
        launcher.poll()
        launcher.begin(1)

        when:
        engine.batchJobs().delete([id])
        launcher.poll()
        launcher.end(1, outcome: STOPPED, code: null, signal: 15)

        then:
        launcher.drained
        events(1).find { it.to() == RUN_TIMEOUT }.data().message == "its launcher stopped: BatchJob $id was deleted"
    }

    def "only jobs that fit are leased; a core that becomes free is used at once"() {
        given:
        def launcher = launcher(cores: 2)
        submit((1..5).collect { job(priority: it) })

        when:
        def first = launcher.poll().start()*.job()

        then: 'the highest priority first, and no more than there are cores'
        first == [5L, 4L]
        launcher.poll(NOW).start() == []

        when: 'another call waits while one ends'
        def waiting = desk().assignments(launcher.session, launcher.received, SOON)
        launcher.end(5)

        then:
        waiting.get().start()*.job() == [3L]
    }

    def "resources of the site are shared by all launchers, and counted by the owner alone"() {
        given:
        def one = new Resources(1, 1, 1, 1, 0, Resources.UNLIMITED, 0, [licence: 1])
        def launchers = (1..2).collect { launcher(cores: 2) }
        submit((1..3).collect { job(resources: one) })

        when:
        def first = launchers[0].poll().start()

        then:
        first*.job() == [1L, 2L]
        first*.resources()*.named() == [[:], [:]]
        launchers[1].poll(NOW).start() == []
        engine.explain(3).get().reasons().every { it.endsWith("is full: the job needs 1 of 'licence', the site has 2 with 0 free") }

        when: 'one falls free in a launcher, while the call of the other waits'
        launchers[0].begin(1, 2)
        def waiting = desk().assignments(launchers[1].session, launchers[1].received, SOON)
        submit([job(priority: -1), job(priority: -1)])
        launchers[1].take(waiting.get())
        waiting = desk().assignments(launchers[1].session, launchers[1].received, SOON)
        launchers[1].end(*launchers[1].held.keySet().toList())
        launchers[0].end(1)

        then:
        waiting.get().start()*.job() + launchers[0].poll(NOW).start()*.job() == [3L]
    }

    def "resources of leased jobs stay reserved when the owner restarts"() {
        given:
        def two = new Resources(1, 1, 1, 1, 0, Resources.UNLIMITED, 0, [licence: 2])
        def launcher = launcher(cores: 4)
        submit([job(resources: two), job(resources: two)])
        launcher.poll()
        launcher.begin(1)

        when:
        restart()
        launcher = new SimulatedLauncher(desk(), launcher).open()

        then:
        launcher.poll(NOW).start() == []

        when:
        launcher.end(1)

        then:
        launcher.poll().start()*.job() == [2L]
    }

    def "jobs take memory and what nodes have besides of their node, and a launcher that has too little never gets them"() {
        given:
        long gb = 1L << 30
        def wanted = { memory, named -> new Resources(1, 1, 1, 1, 0, Resources.UNLIMITED, memory, named) }
        def launcher = launcher(nodes: [new Node('n1', 0..3, [], [], 4 * gb, [fpga: 1])])
        submit([job(resources: wanted(3 * gb, [:])), job(resources: wanted(2 * gb, [:])), job(resources: wanted(gb, [fpga: 1])),
                job(resources: wanted(5 * gb, [:])), job(resources: wanted(0, [fpga: 1]))])

        expect:
        launcher.poll().start()*.job() == [1L, 3L]
        engine.explain(2).get().reasons()[0].endsWith('is full: the job needs 2 GB of memory on one node, at most 0 KB free')
        engine.explain(4).get().reasons()[0].endsWith('is too small: it needs 5 GB of memory on one node, the largest node has 4 GB')
        engine.explain(5).get().reasons()[0].endsWith("is full: the job needs 1 of 'fpga' on one node, at most 0 free")
    }

    def "explain names the job that nodes are kept for"() {
        given: 'a wide job that many have overtaken'
        def launcher = launcher(count: 2, cores: 1)
        submit([job(priority: 1)])
        assert launcher.poll().start()*.job() == [1L]
        submit([job(resources: new Resources(2, 1, 1, 1, 0, 1))])
        (3..12).each { long id ->
            submit([job()])
            if (launcher.poll(NOW).start()*.job() == [id]) {
                launcher.end(id)
            }
        }

        expect:
        with(engine.explain(12).get()) {
            summary() == 'It waits for free resources of a launcher.'
            reasons()[0].endsWith('reserves its free resources for job 2, which needs 2 empty nodes and has waited long')
        }
    }

    def "with a cache each node's cores count so many times more, and never as larger ones"() {
        given:
        def launcher = launcher(mode: SERIAL, count: 2, cores: 2, cache: 1.5d)
        submit([job(resources: new Resources(1, 1, 3, 1, 0, Resources.UNLIMITED))] + (1..20).collect { job() })

        when:
        def assignments = launcher.poll().start()

        then:
        assignments*.placement()*.nodes().countBy { it[0] } == [0: 5, 1: 5]
        assignments.every { it.placement().cpuIds() == [] }
        !(1L in assignments*.job())
    }

    def "with a cache short jobs share a reservation, as many as are worth a round trip (#what)"() {
        given:
        def launcher = launcher(mode: SERIAL, cores: 1, cache: 1d)
        long run = submit((1..40).collect { job(wallTime: limit) })
        def first = launcher.poll().start()*.job()
        def now = Instant.now()

        when:
        launcher.end(first[0], began: now, at: now.plusMillis(5))
        def next = launcher.poll().start()*.job()

        then:
        first.size() == 2
        next.size() == (follow ? 4 : 1)

        when: 'the owner has to find them all again'
        restart()
        launcher = new SimulatedLauncher(desk(), launcher).open()

        then:
        launcher.held.keySet() == (next + first[1]) as Set

        when: 'they turn out to be long'
        def late = Instant.now()
        launcher.end(*next, began: late, at: late.plusSeconds(10))

        then: 'their one place has one job now'
        launcher.poll().start().size() == 1
        jobs(run).findAll { it.state() == JOB_FINISHED }*.id() == ([first[0]] + next).sort()

        where:
        what             | limit                 || follow
        'no time limit'  | Duration.ZERO         || true
        'a time limit'   | Duration.ofMinutes(5) || false
    }

    def "a launcher whose nodes are not shared runs one job on each"() {
        given:
        def launcher = launcher(count: 3, cores: 4, shares: false)
        submit((1..5).collect { job() })

        expect:
        launcher.poll().start()*.placement()*.nodes() == [[0], [1], [2]]
    }

    def "a launcher takes only jobs with its tags, that fit its mode, its nodes and its time"() {
        given: 'all sorts of jobs wait'
        def wide = new Resources(2, 1, 1, 1, 0, Resources.UNLIMITED)
        def ranks = new Resources(1, 2, 1, 1, 0, Resources.UNLIMITED)
        submit([job(), job(tags: [a: '1']), job(tags: [a: '1', b: '2']), job(wallTime: Duration.ofHours(2)),
                job(resources: wide), job(resources: ranks)])

        when:
        def found = launcher([cores: 8] + how).poll().start()*.job()

        then:
        found.toSorted() == expected

        where:
        how                                                   || expected
        [tags: [a: '1']]                                      || [2L, 3L]
        [tags: [a: '1', b: '2']]                              || [3L]
        [mode: SERIAL]                                        || [1L, 2L, 3L, 4L]
        [ends: Instant.now().plusSeconds(3600), count: 3]     || [1L, 2L, 3L, 5L, 6L]
    }

    def "jobs submitted later go to the launchers with their tags"() {
        given:
        def launcher = launcher(tags: [a: '1'], cores: 8)
        def waiting = desk().assignments(launcher.session, 0, SOON)

        when:
        submit([job(), job(tags: [a: '1']), job(tags: [a: '2'])])

        then:
        waiting.get().start()*.job() == [2L]
    }

    def "assignments are repeated until they are acknowledged, and not after that"() {
        given:
        def launcher = launcher(cores: 2)
        submit([job(), job()])

        when:
        def assignments = desk().assignments(launcher.session, 0, SOON).get()
        def again = desk().assignments(launcher.session, 0, SOON).get()
        def after = desk().assignments(launcher.session, again.number(), NOW).get()

        then:
        assignments.start()*.job() == [1L, 2L]
        again.start() == assignments.start()
        after.start() == []
    }

    def "a later call ends an earlier one empty, and no assignment is lost"() {
        given:
        def launcher = launcher()

        when:
        def first = desk().assignments(launcher.session, 0, SOON)
        def second = desk().assignments(launcher.session, 0, SOON)

        then:
        first.get().start() == []
        first.get().number() == 0

        when:
        submit([job()])

        then:
        second.get().start()*.job() == [1L]
    }

    def "the cores of a cancelled job stay taken until its end is reported"() {
        given:
        def launcher = launcher(cores: 1)
        long run = submit([job(), job()])
        launcher.poll()
        launcher.begin(1)

        when:
        engine.cancel(only(1), false)
        def assignments = launcher.poll()

        then:
        assignments.end() == [1L]
        assignments.start() == []
        view(1).state() == CANCELLED

        when:
        launcher.end(1, outcome: STOPPED, code: null, signal: 15)

        then:
        view(1).state() == CANCELLED
        view(1).ended() != null
        launcher.poll().start()*.job() == [2L]
    }

    def "a job that is cancelled before its launcher was assigned it is not sent"() {
        given:
        def launcher = launcher(cores: 1)
        submit([job(), job()])

        when:
        engine.cancel(only(1), false)

        then:
        launcher.poll().start()*.job() == [2L]
    }

    def "reports may be repeated, and those about other launchers' jobs are ignored"() {
        given:
        def launcher = launcher(cores: 1)
        def other = this.launcher(cores: 1)
        submit([job(), job()])
        launcher.poll()
        other.poll()
        def begun = [launcher.begun(1)]
        def ended = [launcher.ended(1, code: 1)]
        def strange = [new Report.Begun(2, 1, Instant.now()), new Report.Begun(77, 1, Instant.now())]

        when:
        2.times { desk().report(launcher.session, new Report(1, begun + strange, ended, [2L])) }
        desk().report(other.session, new Report(1, [new Report.Begun(2, 7, Instant.now())], ended, [77L]))

        then:
        events(1).count { it.to() == RUNNING } == 1
        events(1).count { it.to() == RUN_ERROR } == 1
        view(1).state() == FAILED
        store.leases()*.session() == [other.session]
        view(2).state() == PREPROCESSED
    }

    def "a repeated report does not requeue a job that was leased again"() {
        given:
        def launcher = launcher(cores: 1)
        submit([job()])
        launcher.poll()
        def report = new Report(1, [], [], [1L])
        desk().report(launcher.session, report)
        launcher.held.clear()
        def again = launcher.poll()

        when:
        desk().report(launcher.session, report)

        then:
        again.start()*.job() == [1L]
        store.leases()*.job() == [1L]
    }

    def "a request to open that comes twice, or after a newer one, loses no job; a newer one does"() {
        given:
        def launcher = launcher(cores: 2)
        desk().open(launcher.request.at(2))
        submit([job(), job()])
        launcher.poll()
        launcher.begin(1)

        when: 'two that were sent before the jobs were assigned'
        desk().open(launcher.request.at(2))
        desk().open(launcher.request.at(1))

        then:
        view(1).state() == RUNNING
        store.leases()*.job() == [1L, 2L]

        when: 'one of a launcher that has nothing'
        desk().open(launcher.request.at(3))

        then:
        events(1).count { it.to() == RUN_TIMEOUT } == 1
    }

    def "closing a session requeues jobs that have not started; jobs that have started are lost"() {
        given:
        def launcher = launcher(cores: 2)
        submit([job(), job()])
        launcher.poll()
        launcher.begin(1)

        when:
        launcher.close('out of time')
        launcher.close('once more')

        then:
        store.leases() == []
        store.openSessions() == []
        path(1)[-3..-1] == [RUNNING, RUN_TIMEOUT, RESTART_READY]
        events(1).find { it.to() == RUN_TIMEOUT }.data().message.contains('out of time')
        view(2).attempts() == 0

        when:
        desk().report(launcher.session, new Report(5, [], [], []))

        then:
        thrown(NoSuchSession)

        when: 'its name cannot be used again'
        launcher.open()

        then:
        thrown(IllegalArgumentException)

        and: 'both go to the next one'
        this.launcher(cores: 2).poll().start()*.attempt().toSorted() == [1, 2]
    }

    def "a silent launcher is lost with its jobs, and its waiting call ends"() {
        given:
        leaseOf(Duration.ofMillis(1500))
        def launcher = launcher(cores: 3, name: 'dies')
        submit([job(), job()])
        launcher.poll()
        launcher.begin(1)

        when: 'nothing is heard of it any more'
        eventually { store.openSessions().empty }

        then: 'one had begun, the other may have'
        path(1)[-3..-1] == [RUNNING, RUN_TIMEOUT, RESTART_READY]
        path(2)[-3..-1] == [RUNNING, RUN_TIMEOUT, RESTART_READY]
        events(2).find { it.to() == RUNNING }.data().message.contains('did not report whether it started')
        jobs(1)*.attempts() == [1, 1]
        events(1).find { it.to() == RUN_TIMEOUT }.data().message.contains('it has not reported for 1.5s')
        engine.siteEvents(0, 10).find { it.source() == 'launcher' }.message().contains('was lost with 1 running job:')

        when:
        desk().assignments(launcher.session, 0, SOON).get()

        then:
        def e = thrown(ExecutionException)
        e.cause instanceof NoSuchSession
    }

    def "a launcher that polls is alive, however long nothing happens"() {
        given:
        leaseOf(Duration.ofMillis(900))
        def launcher = launcher()
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos()

        when:
        while (System.nanoTime() < end) {
            launcher.poll(SOON)
        }

        then:
        store.openSessions()*.id() == [launcher.session]
    }

    def "a job of a run that ended before the owner restarted can be retried"() {
        given:
        def launcher = launcher(cores: 1)
        long run = engine.submit(workflow([command('false')], [job()]), false)
        launcher.poll()
        launcher.report(begun: [launcher.begun(1)], ended: [launcher.ended(1, code: 1)])
        finish(run)

        when:
        crash()
        def retried = engine.retry(JobFilter.ALL.withIds([1L]))
        def assignment = this.launcher(cores: 1).poll().start()[0]

        then:
        assignment.job() == retried.done()[0]
    }

    def "an owner that restarts keeps the leases of its launchers"() {
        given:
        def launcher = launcher(cores: 4, name: 'stays')
        long run = submit((1..5).collect { job() })
        launcher.poll()
        launcher.begin(1, 2)
        launcher.forget(2)
        launcher.forget(4)

        when: 'the job it does not know of any more had begun, or had not'
        restart()

        then: 'nothing is lost before its time'
        jobs(run)*.state() == [RUNNING, RUNNING, PREPROCESSED, PREPROCESSED, PREPROCESSED]

        when:
        def back = new SimulatedLauncher(desk(), launcher).open()

        then:
        back.session == launcher.session
        back.held.keySet() == [1L, 3L] as Set
        path(2)[-2..-1] == [RUN_TIMEOUT, RESTART_READY]

        when:
        def assignments = back.poll().start()

        then: 'the order that was lost comes again, and the free place is used'
        4L in assignments*.job()
        assignments.size() == 2
        assignments.find { it.job() == 4L }.attempt() == 1
        assignments*.placement()*.cpuIds().flatten().toSet().disjoint([0, 2])

        when:
        back.end(1)
        back.end(3)

        then:
        path(1)[-1] == JOB_FINISHED
        jobs(run)*.attempts() == [1, 1, 1, 0, 0]
        jobs(run)[0, 2]*.state() == [JOB_FINISHED, JOB_FINISHED]
    }

    def "a launcher that has not noticed a restart has to open its session again, and continues"() {
        given:
        def launcher = launcher(cores: 1)
        long run = submit([job(), job()])
        launcher.poll()
        launcher.begin(1)
        restart()

        when: 'it asks the new owner as if it were the old one'
        desk().assignments(launcher.session, 0, NOW).join()

        then:
        def e = thrown(RuntimeException)
        !(e instanceof NoSuchSession) && !(e.cause instanceof NoSuchSession)

        when: 'or tells it'
        desk().report(launcher.session, new Report(99, [], [], []))

        then:
        e = thrown(RuntimeException)
        !(e instanceof NoSuchSession)

        when:
        def back = new SimulatedLauncher(desk(), launcher).open()
        back.end(1)

        then:
        back.session == launcher.session
        back.poll().start()*.job() == [2L]
        jobs(run)*.attempts() == [1, 0]
    }

    def "after a restart a launcher that does not return is lost, and one whose run was cancelled is notified"() {
        given:
        leaseOf(Duration.ofMillis(2500))
        def lost = launcher(cores: 1)
        submit([job(), job()])
        lost.poll()
        lost.begin(1)
        def stays = launcher(cores: 1)
        stays.poll()
        stays.begin(2)
        engine.cancel(only(2), false)

        when:
        restart()
        def back = new SimulatedLauncher(desk(), stays).open()

        then:
        back.held.keySet() == [2L] as Set
        back.poll().end() == [2L]

        when:
        eventually {
            back.poll(NOW)
            view(1).state() == RESTART_READY
        }
        back.end(2, outcome: STOPPED, code: null)

        then:
        store.openSessions()*.id() == [back.session]
        back.poll().start()*.attempt() == [2]
    }

    def "a BatchJob that is deleted drains its launchers; one that has ended loses them"() {
        given:
        engine.batchJobs().submit([new BatchJobRequest(1, 10, '', '', JobMode.MPI, [:], [], [:])])
        engine.services().batchJobs().change([new BatchJobUpdate(1, BatchJobState.QUEUED, 'b1', null, null, null, null)])
        engine.services().batchJobs().change([new BatchJobUpdate(1, BatchJobState.RUNNING, null, null, null, null, null)])
        def launcher = launcher(batchJob: 1, cores: 1)
        submit([job(), job()])
        launcher.poll()
        launcher.begin(1)

        when:
        engine.batchJobs().delete([1L])
        def assignments = launcher.poll()

        then:
        assignments.drain()
        !launcher.poll(NOW).drain()

        when: 'what it does not end itself is lost when the allocation is over'
        engine.services().batchJobs().change([new BatchJobUpdate(1, BatchJobState.DELETED, null, null, null, null, null)])
        eventually { store.openSessions().empty }

        then:
        path(1)[-2..-1] == [RUN_TIMEOUT, RESTART_READY]
        events(1).find { it.to() == RUN_TIMEOUT }.data().message.endsWith('BatchJob 1 has ended')
    }

    def "a function is assigned with its arguments, and its value is the job's result"() {
        given:
        def launcher = launcher(cores: 2)
        def add = function('add', ['x', 'y']) { args, job -> args[0] + args[1] }
        def twice = function('twice') { args, job -> 0 }
        long run = engine.submit(workflow([add, twice], [job('add', parameters: [x: 2, y: 3]), job('twice', after: [0])]), false)

        when:
        def assignment = launcher.poll().start()[0]

        then:
        assignment.command() == ''
        assignment.function().runId() == run
        assignment.function().app() == 'add'
        assignment.function().context().parameters() == [x: 2, y: 3]

        when:
        launcher.end(assignment.job(), result: 5)
        def next = launcher.poll().start()[0]

        then: 'a child sees it'
        next.function().context().parents()*.result() == [5]

        when:
        launcher.end(next.job(), code: 1, error: "app 'twice': no luck")
        finish(run)

        then:
        jobs(run)*.result() == [5, null]
        jobs(run)*.state() == [JOB_FINISHED, FAILED]
        events(next.job()).find { it.to() == RUN_ERROR }.data().message == "app 'twice': no luck"
    }

    def "an invalid request is refused: #how"() {
        when:
        launcher(how)

        then:
        thrown(IllegalArgumentException)

        where:
        how << [[name: ' '], [nodes: [new Node('n', [], [])]], [cache: -1d], [cache: Double.NaN]]
    }

    def "the site lists its launchers and its backlog"() {
        given:
        def launcher = launcher(tags: [a: '1'], cores: 4)
        submit([job(tags: [a: '1']), job(), job(resources: new Resources(3, 1, 1, 1, 0, Resources.UNLIMITED))])
        launcher.poll()
        launcher.begin(1)

        expect:
        with(engine.site()) {
            name() == 'test'
            agent()
            launchers()*.jobs() == [1]
            launchers()*.tags() == [[a: '1']]
            launchers()*.cores() == [4]
        }
        with(engine.services().backlog([:])) {
            runnable() == 2
            runnableNodes() == 3.25d
            running() == 1
            runningNodes() == 0.25d
            demand().toSet() == [
                new Demand(1, 1, 0, 1, 0, 0, [:], Duration.ZERO, 0.25),
                new Demand(1, 3, 1, 1, 0, 0, [:], Duration.ZERO)] as Set
        }
        engine.services().backlog([a: '1']).runnable() == 0
        engine.services().backlog([a: '2']).running() == 0
    }

    /** Modules of a site whose batch system knows its nodes. */
    static class KnownNodes implements SiteModules {
        @Delegate private final SiteModules others = SiteModules.NONE
        private final NodeSize size

        KnownNodes(NodeSize size) { this.size = size }

        @Override
        Capacity capacity() {
            new Capacity() {
                @Override Optional<String> neverRuns(Resources resources, Duration wallTime) { Optional.empty() }

                @Override List<NodeSize> nodes(String queue) { queue.empty ? [size] : [] }
            }
        }
    }

    def "jobs take a share of the nodes that the batch system has, before any launcher came and after"() {
        given:
        engine.close()
        store.close()
        modules = new KnownNodes(new NodeSize(40, 4, 0))
        open()
        submit([1, 2].collect { job(resources: new Resources(1, 1, 1, 1, it, Resources.UNLIMITED)) })

        expect:
        engine.services().backlog([:]).demand()*.nodesEach() as Set == [0.25d, 0.5d] as Set

        when:
        launcher(cores: 4)

        then:
        engine.services().backlog([:]).demand()*.nodesEach() as Set == [0.25d, 0.5d] as Set
    }

    def "the backlog says what the waiting jobs need, those with most jobs first"() {
        given:
        def half = new Resources(1, 2, 3, 1, 0.5, 2, 4L << 30, [fpga: 1])
        submit((1..3).collect { job(resources: half, wallTime: Duration.ofMinutes(5), priority: it, tags: [a: '1']) } +
            job(resources: half, wallTime: Duration.ofMinutes(6)))

        expect: 'each fills half a node at least, and all of one without so many cores'
        with(engine.services().backlog([:]).demand()) { demand ->
            demand == [
                new Demand(3, 1, 0.5, 6, 1, 4L << 30, [fpga: 1], Duration.ofMinutes(5), demand[0].nodesEach(), Duration.ZERO, 2),
                new Demand(1, 1, 0.5, 6, 1, 4L << 30, [fpga: 1], Duration.ofMinutes(6), demand[1].nodesEach(), Duration.ZERO, 2)]
            demand*.nodesEach().every { it >= 0.5 && it <= 1 }
        }
        engine.services().backlog([a: '1']).demand()*.jobs() == [3L]
    }

    def "explain says why no launcher has taken a job: #sentence"() {
        given:
        how.each { launcher(it) }
        submit([job(resources: new Resources(1, 2, 1, 1, 0, Resources.UNLIMITED), wallTime: Duration.ofHours(1))] + more)

        when:
        def story = engine.explain(1).get()

        then:
        story.summary() == sentence
        story.reasons().join('; ').contains(reason)

        where:
        how                                                       | more || sentence | reason
        []                                                        | []   || 'No launcher is running.' | ''
        [[tags: [a: '1']]]                                        | []   || 'It waits for a launcher that takes it: the launcher that runs takes only jobs with other tags.' | 'launcher 1 on head (mpi, 1 node) takes only jobs with the tags a=1'
        [[mode: SERIAL]]                                          | []   || 'It waits for a launcher that takes it: the launcher that runs can never run it.' | 'is serial, which is for jobs of one node and one rank'
        [[cores: 1]]                                              | []   || 'It waits for a launcher that takes it: the launcher that runs can never run it.' | 'needs 2 cores on one node, the largest node has 1'
        [[cores: 2, ends: Instant.now().plusSeconds(1800)]]       | []   || 'It waits for a launcher that takes it: the launcher that runs has too little time left for it.' | 'until it ends its jobs, the job may take 1h'
        [[cores: 2]]                                              | [job(workdir: 'first', priority: 1)] || 'It waits for free resources of a launcher.' | 'is full: the job needs 2 cores on one node, at most 1 free'
        [[cores: 1], [cores: 1], [tags: [a: '1']]]                | []   || 'It waits for a launcher that takes it; of 3 launchers that run, 1 takes only jobs with other tags, 2 can never run it.' | 'launcher 2'
        [[cores: 2]]                                              | []   || 'It is assigned to launcher 1 on head (mpi, 1 node) and is about to start there.' | ''
    }

    def "explain names the allocations requested, and what to request when none fits: #what"() {
        given:
        asked.each { batchJob(it) }
        submit([job(resources: new Resources(2, 1, 1, 1, 0, Resources.UNLIMITED), wallTime: Duration.ofMinutes(5))])

        expect:
        with(engine.explain(1).get()) {
            summary() == 'No launcher is running.'
            reasons() == told
            hint() == next
        }

        where:
        what                     | asked || told | next
        'none was asked for'     | []    || []   | 'balsam queue submit -n 2 -t 8 requests an allocation that is large enough'
        'it waits'               | [[:]] || ['BatchJob 1 is PENDING_SUBMISSION'] | ''
        'it is queued'           | [[to: QUEUED]] || ['BatchJob 1 (77) is QUEUED: PENDING Resources'] | ''
        'it was refused'         | [[to: SUBMIT_FAILED]] || ['BatchJob 1 was refused: Invalid account'] | 'balsam queue submit -n 2 -t 8 requests an allocation that is large enough'
        'another is queued, too' | [[to: QUEUED], [:]] || ['BatchJob 2 is PENDING_SUBMISSION', 'BatchJob 1 (77) is QUEUED: PENDING Resources'] | ''
        'another waits'          | [[:], [to: SUBMIT_FAILED]] || ['BatchJob 1 is PENDING_SUBMISSION', 'BatchJob 2 was refused: Invalid account'] | ''
        'it was refused, of old' | [[to: SUBMIT_FAILED], [:]] || ['BatchJob 2 is PENDING_SUBMISSION'] | ''
        'it is too short'        | [[minutes: 5]] || ['BatchJob 1 is too short: 5m, for a wall time of 5m and the launcher\'s own overhead'] | 'balsam queue submit -n 2 -t 8 requests an allocation that is large enough'
        'it is too small'        | [[nodes: 1]] || ['BatchJob 1 is too small: 1 node, the job needs 2'] | 'balsam queue submit -n 2 -t 8 requests an allocation that is large enough'
        'it is for others'       | [[tags: [z: '1']]] || ['BatchJob 1 takes only jobs with the tags z=1'] | 'balsam queue submit -n 2 -t 8 requests an allocation that is large enough'
        'it is serial'           | [[mode: SERIAL]] || ['BatchJob 1 is serial, which is for jobs of one node and one rank'] | 'balsam queue submit -n 2 -t 8 requests an allocation that is large enough'
        'a part will do'         | [[nodes: 3, parts: [new Partition(SERIAL, 1, [:]), new Partition(JobMode.MPI, 2, [:])]]] || ['BatchJob 1 is PENDING_SUBMISSION'] | ''
        'no part will do'        | [[nodes: 2, parts: [new Partition(SERIAL, 1, [:]), new Partition(JobMode.MPI, 1, [:])]]] || ['BatchJob 1 has no part for it; the last one is too small: 1 node, the job needs 2'] | 'balsam queue submit -n 2 -t 8 requests an allocation that is large enough'
        'it is given back'       | [[to: PENDING_DELETION]] || ['BatchJob 1 (77) is being cancelled'] | 'balsam queue submit -n 2 -t 8 requests an allocation that is large enough'
    }

    def "explain says that an allocation is over of which no launcher reached the agent"() {
        given:
        batchJob([:])
        submit([job()])
        if (launched) {
            launcher(batchJob: 1).close()
        }
        def end = { seconds -> Instant.ofEpochSecond(1_800_000_000 + seconds) }
        engine.services().batchJobs().change([new BatchJobUpdate(1, FINISHED, '77', '', null, end(0), end(1))])

        expect:
        engine.explain(1).get().reasons() == told

        where:
        launched || told
        false    || ['BatchJob 1 (77) ended after 1s, and no launcher of it reached the agent: see qsubmit/test-1.err and .out']
        true     || []
    }

    def "explain names a queue that allows what the job needs, and what the nodes must have: #next"() {
        given:
        engine.close()
        store.close()
        rules = new SitePolicy('test', LEASE, queues, [] as Set, 'debug', 'p', [:])
        open()
        submit([job(resources: new Resources(nodes, 1, 1, 1, gpus, Resources.UNLIMITED, memory, [:]), wallTime: Duration.ofMinutes(minutes))])

        expect:
        engine.explain(1).get().hint() == next

        where:
        nodes | minutes | gpus | memory | queues        || next
        1     | 5       | 0    | 0      | [DEBUG, LONG] || 'balsam queue submit -n 1 -t 8 requests an allocation that is large enough'
        1     | 58      | 0    | 0      | [DEBUG, LONG] || 'balsam queue submit -n 1 -t 60 requests an allocation that is large enough'
        1     | 60      | 0    | 0      | [DEBUG, LONG] || 'balsam queue submit -n 1 -t 63 -q long requests an allocation that is large enough'
        9     | 0       | 0    | 0      | [DEBUG, LONG] || 'balsam queue submit -n 9 -t MINUTES -q long requests an allocation that is large enough'
        99    | 0       | 0    | 0      | [DEBUG, LONG] || "no queue of the site allows a large enough allocation, of 99 nodes: debug has at most 2 nodes for 1h; long has at most 20 nodes"
        1     | 90      | 0    | 0      | [DEBUG]       || "no queue of the site allows a large enough allocation, of 1 node for 1h31m: debug has at most 2 nodes for 1h"
        1     | 5       | 2    | 5L << 30 | []          || 'balsam queue submit -n 1 -t 8 requests an allocation that is large enough, where each node has 2 GPUs and 5 GB of memory'
    }

    static final SiteView.Queue DEBUG = new SiteView.Queue('debug', 2, 60, 1)
    static final SiteView.Queue LONG = new SiteView.Queue('long', 20, Integer.MAX_VALUE, 1)

    /** Asks for an allocation, and says what became of it. */
    private void batchJob(Map asked) {
        def request = new BatchJobRequest(asked.nodes ?: 2, asked.minutes ?: 10, '', '', asked.mode ?: JobMode.MPI, asked.tags ?: [:], asked.parts ?: [], [:])
        long id = engine.batchJobs().submit([request])[0].id()
        def change = { state, scheduler, words -> engine.services().batchJobs().change([new BatchJobUpdate(id, state, scheduler, words, null, null, null)]) }
        if (asked.to == SUBMIT_FAILED) {
            change(SUBMIT_FAILED, null, 'Invalid account')
        } else if (asked.to) {
            change(QUEUED, '77', 'PENDING Resources')
        }
        if (asked.to == PENDING_DELETION) {
            engine.batchJobs().delete([id])
        }
    }

    def "the batch system is asked when a launcher opens or closes its session"() {
        given:
        long id = engine.batchJobs().submit([new BatchJobRequest(1, 10, '', '', JobMode.MPI, [:], [], [:])])[0].id()
        long before = engine.services().batchJobs().workCount()

        when:
        def launcher = launcher(batchJob: id)

        then:
        engine.services().batchJobs().workCount() == before + 1

        when:
        launcher.close()

        then:
        engine.services().batchJobs().workCount() == before + 2
    }

    def "a workflow is submitted by its script and continues after a restart"() {
        given:
        def flow = workflow([command('true')], [job()])

        when:
        def run = engine.submit(new NewRun(flow, false))

        then:
        engine.script(run.id()).get() == flow.script()
        run.workflow() == 'flow'

        when:
        restart()

        then:
        launcher().poll().start()*.job() == [1L]
    }
}
