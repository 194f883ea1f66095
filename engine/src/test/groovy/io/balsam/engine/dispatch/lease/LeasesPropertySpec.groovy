package io.balsam.engine.dispatch.lease

import static io.balsam.engine.api.launcher.Report.Outcome.*
import static io.balsam.engine.domain.JobState.*

import io.balsam.engine.EngineSpecification
import io.balsam.engine.api.EventFilter
import io.balsam.engine.api.JobFilter
import io.balsam.engine.api.launcher.Assignment
import io.balsam.engine.api.launcher.Assignments
import io.balsam.engine.api.launcher.NoSuchSession
import io.balsam.engine.api.launcher.Report
import io.balsam.engine.batchjob.SitePolicy
import io.balsam.engine.domain.HookKind
import io.balsam.engine.domain.Resources
import io.balsam.engine.packing.NodePool
import io.balsam.engine.packing.SiteResources
import io.balsam.spi.JobMode
import java.time.Duration
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit

/**
 * Random work for launchers that die, lose answers, repeat calls, give back, come back, with owners
 * that are killed in between: whatever happens, the books balance.
 */
class LeasesPropertySpec extends EngineSpecification {

    static final Duration NOW = Duration.ofMillis(1)
    /** Long enough for a step of a busy machine, short enough to see silent ones lost. */
    static final Duration LEASE = Duration.ofSeconds(4)

    Random random
    List<Actor> actors = []
    /** Runs that a launcher really began: job, attempt, who. */
    List<List> begun = []
    Set<List> ended = []

    @Override
    SitePolicy newRules() { new SitePolicy('test', LEASE, [], [] as Set, '', '', [:]) }

    /** A launcher with the faults of networks and machines. */
    class Actor {
        SimulatedLauncher launcher
        NodePool pool
        Map<Long, Assignment> placed = [:]
        Report unanswered
        boolean dead

        Actor(SimulatedLauncher launcher) {
            this.launcher = launcher
            def request = launcher.request
            pool = new NodePool(request.nodes(), request.sharesNodes(), 0, SiteResources.none())
        }

        void step() {
            try {
                if (unanswered) {
                    engine.sessions().report(launcher.session, unanswered)
                    unanswered = null
                }
                poll()
                act()
            } catch (NoSuchSession | ExecutionException e) {
                assert e instanceof NoSuchSession || e.cause instanceof NoSuchSession
                die()
            }
        }

        void poll() {
            Assignments assignments = engine.sessions().assignments(launcher.session, launcher.received, NOW).get()
            if (random.nextInt(4) == 0) {
                return // the answer was lost
            }
            def before = launcher.held.keySet().toSet()
            launcher.take(assignments)
            assignments.start().findAll { !(it.job() in before) }.each { begins(it) }
            launcher.toEnd.toList().each {
                launcher.toEnd.remove(it)
                if (launcher.held.containsKey(it)) {
                    ends(it, [outcome: STOPPED, code: null, signal: 15])
                }
            }
            if (assignments.drain()) {
                launcher.close('drained')
                die()
            }
        }

        /** Places are never given out twice: a pool of the same nodes has room for every order. */
        void begins(Assignment assignment) {
            pool.occupy(assignment.placement(), assignment.resources())
            placed[assignment.job()] = assignment
            assert actors.findAll { !it.dead && !it.is(this) }.every { !it.launcher.held.containsKey(assignment.job()) }
        }

        void act() {
            launcher.held.keySet().toList().each { job ->
                switch (random.nextInt(6)) {
                    case 0:
                        if (launcher.running.add(job)) {
                            begun << [job, launcher.held[job].attempt(), launcher.session]
                            tell(new Report(++launcher.reports, [launcher.begun(job)], [], []))
                        }
                        break
                    case 1:
                        ends(job, [code: random.nextInt(5) == 0 ? 1 : 0])
                        break
                    case 2:
                        ends(job, [outcome: random.nextBoolean() ? WALL_TIME : STOPPED, code: null])
                        break
                    case 3:
                        if (!(job in launcher.running) && random.nextInt(3) == 0) {
                            gives(job)
                        }
                }
            }
        }

        void ends(long job, Map how) {
            if (launcher.running.add(job)) {
                begun << [job, launcher.held[job].attempt(), launcher.session]
            }
            def report = new Report(++launcher.reports, [], [launcher.ended(how, job)], [])
            ended << [job, launcher.held[job].attempt()]
            leaves(job)
            tell(report)
        }

        void gives(long job) {
            leaves(job)
            tell(new Report(++launcher.reports, [], [], [job]))
        }

        void leaves(long job) {
            def assignment = placed.remove(job)
            pool.release(assignment.placement(), assignment.resources())
            launcher.forget(job)
        }

        /** Sometimes the answer is lost and it is told again, sometimes it does not arrive at all. */
        void tell(Report report) {
            int luck = random.nextInt(6)
            if (luck > 0) {
                engine.sessions().report(launcher.session, report)
            }
            if (luck < 2) {
                unanswered = unanswered ? new Report(report.number(), unanswered.begun() + report.begun(),
                        unanswered.ended() + report.ended(), unanswered.returned() + report.returned()) : report
                engine.sessions().report(launcher.session, unanswered)
                unanswered = null
            }
        }

        void comeBack() {
            launcher = new SimulatedLauncher(engine.sessions(), launcher)
            def held = launcher.held.keySet().toSet()
            try {
                launcher.open()
            } catch (IllegalArgumentException gone) {
                die()
                return
            }
            (held - launcher.held.keySet()).each {
                def assignment = placed.remove(it)
                pool.release(assignment.placement(), assignment.resources())
            }
        }

        void die() {
            dead = true
            actors.remove(this)
        }
    }

    def "whatever happens to launchers and owner, every job ends as its record says: seed #seed"() {
        given:
        random = new Random(seed)
        def timeouts = hook { it.attempts() < 6 ? null : 'too often' }
        def app = command('app', 'true', hooks: [(HookKind.HANDLE_TIMEOUT): timeouts])
        List jobs = []
        60.times { int i ->
            jobs << job(resources: shapes[random.nextInt(shapes.size())], priority: random.nextInt(3),
                    tags: random.nextBoolean() ? [a: '1'] : [:],
                    after: i > 10 && random.nextInt(4) == 0 ? [random.nextInt(i)] : [])
        }
        long run = engine.submit(workflow([app], jobs), false)
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120)
        int restarts = 0
        int rounds = 0

        when:
        while (engine.run(run).get().ended() == null) {
            assert System.nanoTime() < end
            rounds++
            while (actors.size() < 3) {
                actors << comes()
            }
            int luck = rounds < 60 ? random.nextInt(100) : 100
            if (luck < 6) {
                // Killed: it is silent from now on, and what it runs is gone.
                actors[random.nextInt(actors.size())].die()
            } else if (luck < 9) {
                def one = actors[random.nextInt(actors.size())]
                one.launcher.close('bored')
                one.die()
            } else if (luck < 12) {
                engine.cancel(JobFilter.ALL.withIds([random.nextInt(60) + 1L]), false)
            } else if (luck < 15 && restarts++ < 2) {
                crash()
                engine.resume(run)
                actors.toList().each { it.comeBack() }
            } else if (luck < 18) {
                actors.toList().each { it.comeBack() }
            }
            actors.toList().each { it.step() }
        }

        then: 'no job is left, and nobody holds one but what was cancelled and is not told of yet'
        def views = this.jobs(run)
        views.size() == 60
        views.every { it.state().terminal() }

        and: 'attempts are the STARTED events, one after the other'
        def history = engine.events(EventFilter.ALL.withLimit(100_000), Duration.ZERO).groupBy { it.job() }
        views.every { view ->
            def started = history[view.id()].findAll { it.to() == RUNNING }
            started*.data()*.attempt == (1..<(view.attempts() + 1)).toList()
        }

        and: 'no attempt began in two launchers, and what began is in the books unless it was cancelled before'
        begun.groupBy { it[0..1] }.every { key, who -> who.toSet().size() == 1 }
        begun.every { it[1] <= (views.find { v -> v.id() == it[0] }.attempts()) || views.find { v -> v.id() == it[0] }.state() == CANCELLED }

        and: 'each finished job was really ended by a launcher on its last attempt'
        views.findAll { it.state() == JOB_FINISHED }.every { [it.id(), it.attempts()] in ended }

        where:
        seed << [1, 2, 3]
    }

    static final List<Resources> shapes = [
            Resources.DEFAULT, new Resources(1, 2, 1, 1, 0, Resources.UNLIMITED),
            new Resources(1, 1, 1, 1, 0.5d, Resources.UNLIMITED), new Resources(2, 1, 1, 1, 0, Resources.UNLIMITED),
            new Resources(1, 1, 1, 1, 0, 2)]

    Actor comes() {
        boolean plain = actors.every { it.launcher.request.tags() }
        new Actor(new SimulatedLauncher([count: 2 + random.nextInt(2), cores: 2, gpus: 1,
                tags: plain || random.nextBoolean() ? [:] : [a: '1'], mode: JobMode.MPI,
                shares: random.nextInt(4) > 0], engine.sessions()).open())
    }
}
