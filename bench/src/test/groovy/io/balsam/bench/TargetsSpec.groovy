package io.balsam.bench

import io.balsam.bench.measure.Result
import io.balsam.bench.measure.Row
import io.balsam.bench.measure.Spread
import io.balsam.bench.show.Machine
import io.balsam.bench.show.Page
import io.balsam.bench.show.Report
import io.balsam.bench.verdict.Target.Verdict
import io.balsam.bench.verdict.Targets
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class TargetsSpec extends Specification {

    @TempDir
    Path work

    static final String FLOOR = 'xargs, own directory and output files'

    def "ours at #ours against #theirs jobs/s in three rounds: #verdict"() {
        when:
        def target = Targets.of([result('noop-10000', row('Balsam', ours), row(FLOOR, theirs))])[0]

        then:
        target.verdict() == verdict
        target.reached() == reached

        where:
        ours            | theirs           || verdict        | reached
        [10d, 20d, 30d] | [10d, 10d, 10d]  || Verdict.MET    | '2.00 (1.00 – 3.00) ×'
        [9d, 9d, 90d]   | [10d, 10d, 10d]  || Verdict.MISSED | '0.90 (0.90 – 9.00) ×'
        [10d, 10d, 10d] | [10d, null, 10d] || Verdict.MET    | '1.00 ×'
    }

    def "a program with one turn is compared with the median, not with the one round it was in"() {
        when:
        def target = Targets.of([result('noop-10000', row('Balsam', [1d, 60d, 50d]), row('Nextflow, local', [2d]))])[2]

        then:
        target.verdict() == Verdict.MET
        target.reached() == '25.0 (0.50 – 30.0) ×'
    }

    def "where less is better the ratio is inverted"() {
        expect:
        Targets.of([result('chain', false, row('Balsam', [2d, 2d, 2d]), row('HyperQueue', [4d, 4d, 4d]), row('shell loop', [1d, 1d, 1d]))])
            .find { it.what().contains('`chain`') }.with { [it.reached(), it.verdict()] } == ['2.00 × HyperQueue', Verdict.MET]
    }

    def "one faster engine is enough to miss the target"() {
        expect:
        Targets.of([result('fan', row('Balsam', [2d]), row('A', [1d]), row('B', [4d]))])
            .find { it.what().contains('`fan`') }.with { [it.reached(), it.verdict()] } == ['2.00 × A, 0.50 × B', Verdict.MISSED]
    }

    def "what files add to the time of jobs, #alone s, is compared with a tool that takes 4 s: #verdict"() {
        given:
        def ours = new Row('Balsam', '', 1000, 1, Spread.of([alone + 2]), null, null, null, ['staging alone s': alone], [alone + 2])

        expect:
        Targets.of([result('staging-ssh', false, row('rsync -a in, then out', [4d]), ours)])
            .find { it.what().contains('`rsync -a`') }.with { [it.reached(), it.verdict()] } == [reached, verdict]

        where:
        alone || reached  | verdict
        4.8d  || '1.20 ×' | Verdict.MET
        5.2d  || '1.30 ×' | Verdict.MISSED
    }

    def "a target that was not measured is open"() {
        expect:
        Targets.of([]).every { it.verdict() == Verdict.OPEN }
    }

    def "the page has the targets in a section of their own, with the run they were measured in"() {
        given:
        def page = work.resolve('page.md')
        page.text = 'a\n<!-- targets: written by the suite -->\nold\n<!-- end of targets -->\nb\n' +
            '<!-- results: written by the suite -->\n<!-- end of results -->\nc\n'
        def results = [result('noop-10000', row('Balsam', [3d]), row('Nextflow, local', [2d]))]

        when:
        Page.fill(page, new Report(Machine.here('1.0'), 'make bench', 'default', Targets.of(results), results))

        then:
        page.text ==~ /(?s)a\n<!-- targets: written by the suite -->\n20.*`make bench`\n\n\| target .*<!-- end of targets -->\nb\n.*c\n/
        page.text.contains('| the same against Nextflow, local | ≥ 25 × its rate | 1.50 × | **missed** |')
        !page.text.contains('old')
    }

    private static Result result(String name, boolean moreIsBetter = true, Row... rows) {
        new Result(name, 'title', 'unit', moreIsBetter, 'again', 1, new Spread(0, 0, 0), new Spread(0, 0, 0), rows.toList())
    }

    private static Row row(String name, List<Double> figures) {
        new Row(name, '', 10_000, figures.size(), Spread.of(figures.findAll { it != null }), null, null, null, [:], figures)
    }
}
