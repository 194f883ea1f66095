package io.balsam.views.report

import io.balsam.engine.api.TransferItemState
import io.balsam.engine.api.TransferItemView
import io.balsam.engine.domain.JobState
import io.balsam.engine.domain.TransferSlot.Direction
import io.balsam.views.SampleRun
import io.balsam.views.draw.Phase
import spock.lang.Shared
import spock.lang.Specification

import static io.balsam.engine.api.TransferItemState.AWAITING_JOB
import static io.balsam.engine.api.TransferItemState.DONE
import static io.balsam.engine.api.TransferItemState.ERROR
import static io.balsam.engine.domain.JobState.*
import static io.balsam.engine.domain.TransferSlot.Direction.*

class FiguresOfRunSpec extends Specification {
    @Shared ReportData data = SampleRun.genomes(60)
    @Shared RunFigures figures = new RunFigures(data)

    def "a run is read in a handful of calls, however many jobs it has"() {
        given:
        def large = SampleRun.genomes(7000)
        def balsam = new ListBalsam(large)

        when:
        def read = ReportData.of(balsam, 1, 16)

        then:
        read.jobs() == large.jobs()
        read.events() == large.events().findAll { it.to() in [RUNNING, RUN_DONE, RUN_ERROR, RUN_TIMEOUT, RESTART_READY, FAILED, CANCELLED] }
        balsam.calls < 12

        when:
        ReportData.of(balsam, 2)

        then:
        def e = thrown(IllegalArgumentException)
        e.message == 'there is no run 2'
    }

    def "each job is predicted by those that had ended before it, and no earlier than is of use"() {
        given:
        def predicted = Predicted.of(figures)
        def ends = figures.attempts.findAll { it.phase() == Phase.FINISHED && it.job().attempts() == 1 }.groupBy { it.job().app() }

        expect:
        predicted*.app() == figures.apps.findAll { app -> ends.getOrDefault(app, []).size() >= 15 }
        !predicted.empty
        predicted.every { it.points().size() == ends[it.app()].size() - 10 }
        predicted.every { it.points()*.job() == ends[it.app()].toSorted { it.end() }.drop(10)*.job() }
        predicted.every { it.points().every { it.low() < it.predicted() && it.predicted() < it.high() } }
        predicted.every { it.within() == it.points().count { it.seconds() >= it.low() && it.seconds() <= it.high() } }
    }

    def "what was moved is added up by direction and transfer"() {
        given:
        def balsam = new ListBalsam(data)
        balsam.items = (1..45_000).collect { item(it, IN, DONE, 'rsync', 2_000_000_000L, 1) } + [
            item(50_001, IN, ERROR, 'rsync', 0, 3), item(50_002, OUT, AWAITING_JOB, '', 0, 0), item(50_003, IN, DONE, 'cp', 5, 1), item(50_004, OUT, DONE, 'cp', 7, 2)]

        expect:
        ReportData.of(balsam, 1).moved() == [
            new Moved(IN, 'cp', 1, 1, 1, 5, 0, 0),
            new Moved(IN, 'rsync', 45_001, 45_000, 45_000, 90_000_000_000_000L, 2, 1),
            new Moved(OUT, '', 1, 0, 0, 0, 0, 0),
            new Moved(OUT, 'cp', 1, 1, 1, 7, 1, 0)]
    }

    private static TransferItemView item(long id, Direction direction, TransferItemState state, String way, long bytes, int attempts) {
        new TransferItemView(id, 1, 'slot', direction, '', '/a', 'a', false, state, way, '', bytes, state == DONE ? 1 : 0, attempts, '', null, '', SampleRun.START, null, null)
    }

    def "every begin of a run is an attempt, and its end is what followed"() {
        expect:
        figures.attempts.size() == data.events().count { it.to() == RUNNING }
        figures.attempts.every { it.end() >= it.begin() && it.begin() >= 0 }
        figures.attempts.countBy { it.phase() }[Phase.FINISHED] == data.events().count { it.to() == RUN_DONE }
        figures.attempts.count { it.phase() in [Phase.FAILED, Phase.AGAIN] } == data.events().count { it.to() == RUN_ERROR }
    }

    def "the last attempt of a failed job is what failed it, those before were tried again"() {
        when:
        def tried = figures.attempts.findAll { it.job().state() == FAILED && it.job().attempts() == 3 }.groupBy { it.job().id() }.values()

        then:
        !tried.empty
        tried.every { it*.phase() == [Phase.AGAIN, Phase.AGAIN, Phase.FAILED] }
    }

    def "a job that still runs counts until the time of the report"() {
        given:
        def begun = data.events().findAll { it.to() == RUNNING }
        def half = new ReportData(data.run(), data.jobs(), data.graph(), begun, [], [:], [], 16, SampleRun.time(1000))

        when:
        def attempts = new RunFigures(half).attempts

        then:
        attempts.every { it.phase() == Phase.RUNNING }
        attempts*.end().max() > 999
    }

    def "core time is the area below the load, and no more cores are in use than there are"() {
        when:
        def load = Load.of(figures.attempts)
        def means = load.means(figures.seconds, spans)

        then:
        Math.abs(means.sum() * figures.seconds / spans - figures.coreSeconds) < 1e-6 * figures.coreSeconds
        load.most() <= 16
        means.every { it <= 16.000001 && it >= 0 }
        figures.utilisation() > 0.5 && figures.utilisation() <= 1

        where:
        spans << [1, 7, 240]
    }

    def "a lane is a core: an attempt has as many as it has cores, and no two have one at the same time"() {
        when:
        def lanes = Lanes.of(figures.attempts)
        def byLane = [:].withDefault { [] }
        figures.attempts.eachWithIndex { attempt, i -> (0..<attempt.cores()).each { byLane[lanes.lane(i) + it] << i } }

        then:
        byLane.size() == lanes.count()
        byLane.values().every { mine ->
            mine.collect { figures.attempts[it] }.toSorted { it.begin() }.collate(2, 1, false).every { a, b -> a.end() <= b.begin() }
        }
        byLane.values().every { mine -> mine.collect { figures.attempts[it].node() }.unique().size() == 1 }
        lanes.nodes().keySet() == ['node01', 'node02'] as Set
        lanes.count() >= figures.mostCores
    }

    def "bars for many attempts are fewer, and what they leave out are the shortest"() {
        given:
        def lanes = Lanes.of(figures.attempts)

        when:
        def all = Bar.of(figures.attempts, lanes, 1000, 0.1d)
        def joined = Bar.of(figures.attempts, lanes, 150, 0.1d)
        def few = Bar.of(figures.attempts, lanes, 20, 0.1d)

        then:
        all*.attempts().sum() == figures.attempts.size()
        joined.size() <= 150
        joined*.attempts().sum() == figures.attempts.size()
        few.size() == 20
        few*.seconds().min() >= (joined - few)*.seconds().max()
    }

    def "the #part quantile of ten durations is #value"() {
        expect:
        Durations.of((1..10).toList().shuffled(new Random(1)) as double[]).quantile(part) == value

        where:
        part || value
        0    || 1
        0.25 || 3
        0.5  || 5
        0.95 || 10
        1    || 10
    }

    def "failures of one kind are listed once, and failures that only followed are counted"() {
        when:
        def found = Failure.of(figures)

        then:
        found.causes().collect { it.what() } == ['handle_error gave up after 1 attempts (exit code 3)', 'handle_error gave up after 3 attempts (exit code 3)']
        found.causes().every { it.tail().last() == 'align: giving up' }
        found.causes()*.jobs()*.size().sum() + found.followers() == data.jobs().count { it.state() == FAILED }
        found.followers() > 0
    }

    def "a failed job that a retry replaces is no longer a failure of the run"() {
        given:
        def failed = data.jobs().find { it.state() == FAILED && it.attempts() > 0 }
        def jobs = data.jobs().collect { it.id() == failed.id() ? SampleRun.retried(it, 999) : it }
        def retried = new RunFigures(new ReportData(data.run(), jobs, data.graph(), data.events(), [], [:], [], 16, data.taken()))

        expect:
        retried.current.size() == data.jobs().size() - 1
        retried.phases[Phase.FAILED] == figures.phases[Phase.FAILED] - 1
    }
}
