package io.balsam.bench

import io.balsam.bench.measure.Contender
import io.balsam.bench.measure.Line
import io.balsam.bench.measure.Rounds
import io.balsam.bench.measure.Sample
import io.balsam.bench.measure.Scratch
import io.balsam.bench.measure.Spread
import io.balsam.bench.measure.Unit
import io.balsam.bench.measure.Workload
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

class MeasureSpec extends Specification {

    @TempDir
    Path work

    @AutoCleanup
    Scratch scratch = Scratch.create()

    def "the spread of figures is computed: #figures"() {
        expect:
        Spread.of(figures) == new Spread(median, least, most)

        where:
        figures              | median | least | most
        [3d]                 | 3      | 3     | 3
        [5d, 1d, 3d]         | 3      | 1     | 5
        [4d, 1d, 2d, 100d]   | 3      | 1     | 100
    }

    def "ratios compare figures of the same round, and above 1 is better"() {
        given: 'a machine that is three times as slow in the second round'
        def slow = [1d, 3d, 1d].iterator()
        def slower = [2d, 6d, 2d].iterator()

        when:
        def result = run(Unit.SECONDS, [one('floor') { slow.next() }, one('other') { slower.next() }])

        then:
        result.rows[1].ratio == new Spread(0.5, 0.5, 0.5)
        result.rows[1].figure == new Spread(2, 2, 6)
        Unit.JOBS_PER_SECOND.ratio(10, 5) == 2
    }

    def "a contender that fails has a row with the reason, and the others continue"() {
        when:
        def result = run(Unit.SECONDS, [one('floor') { 1d }, one('bad') { throw new IOException('no luck') }])

        then:
        result.rows[0].rounds == 3
        result.rows[1].note == 'failed: no luck'
        result.rows[1].figure == null
    }

    def "a command that fails reports the end of its output"() {
        when:
        Line.shell('echo first >&2; echo last >&2; exit 7').run(work)

        then:
        IOException e = thrown()
        e.message == 'exit code 7: last'
    }

    def "processor time of a command includes its children"() {
        when:
        def took = Line.shell('sh -c "i=0; while [ \\$i -lt 200000 ]; do i=\\$((i+1)); done"; true').run(work)

        then:
        took.cpuSeconds() > 0.02
        took.seconds() > 0
    }

    def "a fast contender has more rounds than required, a slow one does not"() {
        given:
        def slow = Contender.of('slow', 1) { sleep(260); Sample.of(2) }

        when:
        def result = run(Unit.SECONDS, [one('quick') { 1d }, slow], 1, 0.5)

        then:
        result.rows[0].rounds > 1
        result.rows[0].figures.every { it == 1 }
        result.rows[1].rounds == 1
        result.rows[1].figures.findAll { it != null } == [2d]
    }

    def "after every round the results so far are reported"() {
        given:
        def seen = []

        when:
        new Rounds(new Workload('w', 'work', Unit.SECONDS, 2, [one('a') { 1d }, one('b') { 2d }]), 'again', scratch, 0, {})
            .run { seen << it.rows*.rounds.sum() }

        then:
        seen == [1, 2, 3, 4]
    }

    private run(Unit unit, List<Contender> contenders, int rounds = 3, double seconds = 0) {
        new Rounds(new Workload('w', 'work', unit, rounds, contenders), 'again', scratch, seconds, {}).run {}
    }

    private static Contender one(String name, Closure<Double> figure) {
        Contender.of(name, 1) { Sample.of(figure()) }
    }
}
