package io.balsam.engine

import static io.balsam.engine.domain.HookKind.*
import static io.balsam.engine.domain.JobState.*

import io.balsam.engine.api.EventFilter
import io.balsam.engine.api.JobFilter
import io.balsam.engine.domain.HookResult
import io.balsam.engine.domain.JobContext
import io.balsam.engine.domain.JobState
import io.balsam.engine.domain.ParentKind
import io.balsam.engine.domain.ParentRef
import io.balsam.engine.domain.NodeRange
import io.balsam.engine.domain.Resources
import io.balsam.engine.domain.Retry
import io.balsam.engine.lifecycle.Transitions
import io.balsam.engine.lifecycle.Trigger
import io.balsam.engine.transfer.StagingSpec
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.CountDownLatch

/** Whatever happens to jobs in whatever order, the books are right. */
class LifecycleSpec extends EngineSpecification {

    static final Set<Transitions.Row> VISITED = [].asSynchronized() as Set

    /** A function that does one of the things that can happen, as often as it is told to. */
    def random(long seed) {
        def dice = new Random(seed)
        Map<Long, Random> own = [:].asSynchronized()
        def roll = { long job, int sides -> own.computeIfAbsent(job) { new Random(seed * 31 + job) }.nextInt(sides) }
        def act = { List args, JobContext job ->
            switch (roll(job.id(), 12)) {
                case 0: case 1: throw new IllegalStateException('bad luck')
                case 2: Thread.sleep(2_000); return 'overslept'
                default: return job.attempts()
            }
        }
        def decide = { JobContext job ->
            switch (roll(job.id(), 8)) {
                case 0: return 'fail'
                case 1: throw new IllegalStateException('bad hook')
                case 2: return job.attempts() < 4 ? 'restart' : 'enough'
                case 3: case 4: return job.attempts() < 4 ? null : 'enough'
                default: return 'proceed'
            }
        }
        def grow = { JobContext job ->
            def answer = decide(job)
            def more = job.data().depth == null && roll(job.id(), 4) == 0 ?
                    (0..1).collect { this.job([workdir: "dyn/${job.id()}-$it-${job.attempts()}", data: [depth: 1], wallTime: Duration.ofMillis(60),
                        after: [new ParentRef.Existing(job.id(), it ? ParentKind.ANY_END : ParentKind.SUCCESS)]], 'plain') } : []
            new HookResult(EngineSpecification.decision(answer), job.data(), more)
        }
        def quick = new Retry(3, Duration.ofMillis(1), Duration.ofMillis(2))
        def apps = [
                function('plain', retry: quick, act),
                function('hooked', hooks: [(PREPROCESS): hook(decide), (POSTPROCESS): hook(grow),
                                           (HANDLE_ERROR): hook(decide), (HANDLE_TIMEOUT): hook(decide)], act),
                command('shell', 'exit $((RANDOM % 4 == 0))', retry: quick, cleanup: ['*.tmp'])]
        def specs = (0..<60).collect { int i ->
            def parents = (0..<i).findAll { dice.nextInt(i) < 2 }.take(3)
            job([workdir: "j$i", wallTime: Duration.ofMillis(60), priority: dice.nextInt(3),
                 inputs: dice.nextInt(6) == 0 && parents ? [StagingSpec.from(parents[0], '*.csv', false, dice.nextBoolean())] : [],
                 after: parents.collect { dice.nextInt(4) ? it : anyEnd(it) }],
                    ['plain', 'plain', 'hooked', 'shell'][dice.nextInt(4)])
        }
        return workflow(apps, specs)
    }

    void checkBooks(long run) {
        def all = jobs(run)
        Map<Long, JobState> states = all.collectEntries { [it.id(), CREATED] }
        Map<Long, Integer> runs = all.collectEntries { [it.id(), 0] }
        def events = engine.events(EventFilter.ALL.withRuns([run]).withLimit(1_000_000), Duration.ZERO)
        for (event in events) {
            assert states[event.job()] == event.from()
            def trigger = Trigger.valueOf(event.cause().toUpperCase())
            assert Transitions.next(event.from(), trigger) == Optional.of(event.to())
            VISITED << new Transitions.Row(event.from(), trigger, event.to())
            states[event.job()] = event.to()
            if (event.to() == RUNNING) {
                runs[event.job()]++
            } else if (trigger == Trigger.GIVEN_BACK) {
                runs[event.job()]--
            }
        }
        assert all.every { it.state().terminal() }
        assert all.every { it.state() == states[it.id()] }
        assert all.every { it.attempts() == runs[it.id()] }
        for (job in all) {
            // Nobody has run before his parents allowed it.
            def parents = job.parents().collect { parent -> all.find { it.id() == parent } }
            assert runs[job.id()] == 0 || parents.every { it.state().terminal() }
        }
        def counts = engine.run(run).get().counts()
        assert counts.values()*.values().flatten().sum() == all.size()
        def progress = engine.progress(run)
        assert progress.done() == all.size()
        assert progress.apps().collectEntries { [it.app(), it.counts()] } == counts
        assert engine.run(run).get().ended() != null
    }

    def "random failures, hooks, timeouts and added jobs (seed #seed) end in a consistent record"() {
        when:
        long run = engine.submit(random(seed), false)
        finish(run)

        then:
        checkBooks(run)

        where:
        seed << (1..5)
    }

    def "cancellations, stops and crashes in the middle (seed #seed) end in a consistent record"() {
        given:
        def dice = new Random(seed)
        long run = engine.submit(random(seed), false)

        when:
        4.times {
            engine.cancel(JobFilter.ALL.withIds([1L + dice.nextInt(60)]), dice.nextBoolean())
            int goal = dice.nextInt(150)
            eventually { engine.run(run).get().ended() != null || engine.events(EventFilter.ALL, Duration.ZERO).size() > goal }
            if (dice.nextBoolean()) {
                crash()
            } else {
                engine.close(); store.close(); open()
            }
            engine.resume(run)
        }
        finish(run)

        then:
        checkBooks(run)

        where:
        seed << (11..13)
    }

    def "each row of the table that random runs may miss is visited"() {
        given:
        def wide = new io.balsam.engine.domain.Resources(1, 64, 1, 1, 0, io.balsam.engine.domain.Resources.UNLIMITED)
        def out = StagingSpec.slot('y', io.balsam.engine.domain.TransferSlot.Direction.OUT, 'none')
        def apps = [command('true'), command('out', 'true', transfers: out),
                    command('picky', 'true', hooks: [(PREPROCESS): hook { 'no' }]),
                    command('missing', '{{x}}', parameters: []),
                    command('restart', 'false', hooks: [(HANDLE_ERROR): hook { scripts['flow.groovy'].apps().remove('restart'); 'restart' }])]

        when:
        long run = run(apps, [job(resources: wide), job('missing'), job([transfers: [y: '/y']], 'out'), job('restart'), job('picky'),
                              job(inputs: [StagingSpec.local('none')])])

        then:
        jobs(run)*.state() == [FAILED] * 6
        checkBooks(run)
    }

    def "a job can be cancelled from #state"() {
        given: 'an engine that is closed when a job has got there, so that it stays'
        def held = new java.util.concurrent.CountDownLatch(1)
        def wait = hook { held.await(); 'proceed' }
        def slots = StagingSpec.slot('y', state == POSTPROCESSED ? io.balsam.engine.domain.TransferSlot.Direction.OUT : io.balsam.engine.domain.TransferSlot.Direction.IN, state == POSTPROCESSED ? 'job.out' : 'in.txt', false)
        platform.transfers.never = new io.balsam.spi.Transfer() {
            @Override String submit(List items) { 'one' }
            @Override Map status(Collection ids) { [one: io.balsam.spi.TransferReport.of(io.balsam.spi.TransferState.ACTIVE)] }
            @Override void cancel(String task) {}
        }
        Map hooks = [(STAGED_IN): PREPROCESS, (RUN_DONE): POSTPROCESS, (RUN_ERROR): HANDLE_ERROR, (RUN_TIMEOUT): HANDLE_TIMEOUT]
        def app = command(text, transfers: slots, hooks: hooks[state] ? [(hooks[state]): wait] : [:],
                retry: new Retry(2, Duration.ofHours(1), Duration.ofHours(1)))
        def blocker = command('blocker', 'sleep 600')
        def all = new io.balsam.engine.domain.Resources(1, 4, 1, 1, 0, io.balsam.engine.domain.Resources.UNLIMITED)
        def first = state == PREPROCESSED || state == AWAITING_PARENTS ? [job([resources: all, priority: 1], 'blocker')] : []
        def spec = job(after: state == AWAITING_PARENTS ? [0] : [], wallTime: Duration.ofMillis(state == RUN_TIMEOUT ? 50 : 0),
                transfers: state in [READY, POSTPROCESSED] ? [y: 'never:/y'] : [:])
        long run = engine.submit(workflow([app, blocker], first + [spec]), false)
        long id = jobs(run).last().id()
        eventually { view(id).state() == state }

        when:
        engine.cancel(JobFilter.ALL.withRun(run), false)
        finish(run)

        then:
        view(id).state() == CANCELLED
        checkBooks(run)

        cleanup:
        held.countDown()

        where:
        state            | text
        AWAITING_PARENTS | 'true'
        READY            | 'true'
        STAGED_IN        | 'true'
        PREPROCESSED     | 'true'
        RUNNING          | 'sleep 600'
        RUN_DONE         | 'true'
        RUN_ERROR        | 'false'
        RUN_TIMEOUT      | 'sleep 600'
        RESTART_READY    | 'false'
        POSTPROCESSED    | 'true'
    }

    def "short functions share a reservation; those behind a long one run elsewhere, and none is called twice"() {
        given: 'a thousand that take no time, so that many go at once, and one that waits for all others'
        Map<Long, Integer> calls = [:].asSynchronized()
        def others = new CountDownLatch(1999)
        def app = function('mixed') { args, job ->
            calls.merge(job.id(), 1, Integer::sum)
            if (job.id() == 1000) {
                others.await()
            } else {
                others.countDown()
            }
            job.id()
        }

        when:
        long run = run([app], (1..2000).collect { job('mixed') })

        then:
        jobs(run).every { it.state() == JOB_FINISHED && it.attempts() == 1 && it.result() == it.id() && it.began() <= it.ended() }
        calls.size() == 2000
        calls.values().every { it == 1 }
        givenBack(run)
        checkBooks(run)
    }

    def "short commands share a reservation, each with its own workdir and output"() {
        given: 'the hundredth ends only when all others have, so nobody may be left waiting behind it'
        def app = command('mixed', '''
            echo "$BALSAM_JOB_ID $BALSAM_ATTEMPT"; echo once >> times
            test $BALSAM_JOB_ID != 100 || while test $(ls ../done 2>&1 | wc -l) -lt 399; do sleep 0.05; done
            mkdir -p ../done; touch ../done/$BALSAM_JOB_ID''')

        when:
        long run = run([app], (1..400).collect { job([workdir: "w$it"], 'mixed') })

        then:
        def all = jobs(run)
        all.every { it.state() == JOB_FINISHED && it.attempts() == 1 && it.began() <= it.ended() }
        all.every { Path.of(it.workdir(), 'job.out').text == "${it.id()} 1\n" }
        all.every { Path.of(it.workdir(), 'times').text == 'once\n' }
        checkBooks(run)
    }

    def "any job that waits in a reservation can be cancelled"() {
        given: 'short ones, and a long one that comes among them'
        def app = command('mixed', 'test $BALSAM_JOB_ID -lt 100 || sleep 0.02')
        long run = engine.submit(workflow([app], (1..300).collect { job([workdir: "w$it"], 'mixed') }), false)

        when: 'they are cancelled while they run, wait for their turn or wait'
        (1..300).findAll { it % 3 == 0 }.each { engine.cancel(JobFilter.ALL.withIds([it as long]), false) }
        finish(run)

        then:
        jobs(run).every { it.state() == JOB_FINISHED || (it.state() == CANCELLED && it.id() % 3 == 0) }
        jobs(run).any { it.state() == CANCELLED }
        checkBooks(run)
    }

    private boolean givenBack(long run) {
        engine.events(EventFilter.ALL.withRuns([run]).withLimit(100_000), Duration.ZERO).any { it.cause() == 'given_back' }
    }

    def "an engine that stops requeues the functions that waited behind a long one"() {
        given:
        def begun = new CountDownLatch(1)
        def app = function('mixed') { args, job ->
            if (job.id() > 2000) {
                begun.countDown()
                new CountDownLatch(1).await()
            }
        }
        long run = engine.submit(workflow([app], (1..6000).collect { job('mixed') }), false)
        begun.await()

        when:
        engine.stop()

        then: 'only those that were called have an attempt'
        def left = jobs(run).findAll { it.state() != JOB_FINISHED }
        left.size() >= 4000
        left.every { it.state() == RESTART_READY || it.state() == PREPROCESSED }
        left.count { it.attempts() == 1 } in 1..engine.progress(run).cores()
        left.every { it.attempts() < 2 }
    }

    def "every row of the table was visited except those of states that no job waits in"() {
        given: 'a moldable job, reused, and a parent that failed before its child came'
        def flow = { counter = 0; workflow([command('true')], [job(resources: Resources.DEFAULT.withRange(new NodeRange(1, 2)))]) }
        long first = engine.submit(flow(), false)
        finish(first)
        long second = engine.submit(flow(), true)
        finish(second)
        [first, second].each { checkBooks(it) }
        // Nothing happens in these but what the same batch goes on with.
        def momentary = [CREATED, STAGED_OUT].collect { new Transitions.Row(it, Trigger.CANCELLED, CANCELLED) }

        expect:
        Transitions.rows() - VISITED - momentary == []
    }

    def "the diagram in the docs is that of the table"() {
        given:
        def drawn = Transitions.rows().findAll { it.trigger() != Trigger.CANCELLED }.collect {
            "  ${it.from()} --> ${it.to()}: ${it.trigger().name().toLowerCase().replace('_', ' ')}"
        }
        def text = (['```mermaid', 'stateDiagram-v2', "  [*] --> CREATED"] + drawn +
                JobState.values().findAll { it.terminal() }.collect { "  $it --> [*]" } + ['```']).join('\n')
        Path page = Path.of('../docs/lifecycle.md')
        def begin = '<!-- drawn from the table: begin -->\n'
        def end = '\n<!-- drawn from the table: end -->'

        when:
        String old = Files.readString(page)
        String now = old.substring(0, old.indexOf(begin) + begin.length()) + text + old.substring(old.indexOf(end))
        if (Boolean.getBoolean('balsam.update')) {
            Files.writeString(page, now)
            old = now
        }

        then: 'or run this spec with -Dbalsam.update=true'
        old == now
    }
}
