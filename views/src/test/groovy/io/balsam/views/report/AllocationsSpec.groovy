package io.balsam.views.report

import io.balsam.engine.api.EventView
import io.balsam.engine.api.GraphView
import io.balsam.engine.api.JobView
import io.balsam.engine.api.RunView
import io.balsam.engine.domain.JobState
import io.balsam.engine.domain.Resources
import io.balsam.spi.BatchJobInfo
import io.balsam.spi.BatchJobRequest
import io.balsam.spi.BatchJobState
import io.balsam.spi.JobMode
import io.balsam.views.Xml
import io.balsam.views.draw.Markup
import java.time.Instant
import spock.lang.Specification

import static io.balsam.engine.domain.JobState.*

/** BatchJobs of a run, as its report shows them. Times are in seconds after its submission. */
class AllocationsSpec extends Specification {

    static final Instant START = Instant.parse('2026-03-14T09:00:00Z')
    long seq

    def "what is asked for, held and with jobs is added up: a node counts once, and only while its allocation holds it"() {
        given: 'jobs that share a node, one that was cut off, one on two nodes; an allocation that was withdrawn'
        def batchJobs = [batchJob(1, 2, 60, 0, 600, 4200), batchJob(2, 1, 30, 0, null, 900), batchJob(3, 4, 60, 900, 1800, null)]
        def events = [waits(1, 0), waits(2, 0), waits(3, 0), waits(4, 0),
            *ran(1, 600, 1200, 1, 'n1'), *ran(2, 900, 1500, 1, 'n1'), *ran(3, 4000, 4500, 1, 'n2'), begins(4, 2000, 3, 'n3,n4')]

        when:
        def found = allocations(batchJobs, events, 5000).get()

        then:
        found.sums().batchJobs() == 3
        found.sums().began() == 2
        found.sums().asked() == 2 * 1 + 1 * 0.5 + 4 * 1
        near(found.sums().used(), (2 * 3600 + 4 * 3200) / 3600)
        near(found.sums().busy(), ((1500 - 600) + (4200 - 4000) + 2 * 3000) / 3600)
        near(found.sums().meanWait(), (590 + 890) / 2)
        near(found.sums().longestWait(), 890)

        and: 'the same over time'
        found.waiting().steps().collect { [it.at(), it.amount()] } == [[0, 4], [600, 3], [900, 2], [2000, 1], [4000, 0]]
        found.queued().steps().collect { [it.at(), it.amount()] } == [[0, 3], [600, 1], [900, 4], [1800, 0]]
        found.held().steps().collect { [it.at(), it.amount()] } == [[600, 2], [1800, 6], [4200, 4], [5000, 0]]
        found.busy().steps().collect { [it.at(), it.amount()] } == [[600, 1], [1500, 0], [2000, 2], [4000, 3], [4200, 2], [5000, 0]]
    }

    def "a job that is given back waits again, and its node is free"() {
        when:
        def found = allocations([batchJob(1, 1, 60, 0, 10, 3600)],
            [waits(1, 0), begins(1, 10, 1, 'n1'), event(1, 100, RUNNING, RESTART_READY), *ran(1, 400, 500, 1, 'n1', RESTART_READY)], 3600).get()

        then:
        found.waiting().steps()*.amount() == [1, 0, 1, 0]
        near(found.sums().busy(), (90 + 100) / 3600)
    }

    def "a run that has not begun shows what is asked for it; one that ran elsewhere shows nothing"() {
        given:
        def asked = [batchJob(1, 2, 60, 0, null, null)]

        expect:
        allocations(asked, [waits(1, 0)], 60).get().queued().most() == 2
        allocations(asked, [waits(1, 0), *ran(1, 1, 2, 0, 'laptop')], 60).empty
        allocations([], [waits(1, 0), *ran(1, 1, 2, 0, 'laptop')], 60).empty
    }

    def "what allocations do after the run is shown, but for no longer than is of use"() {
        expect:
        allocations([batchJob(1, 1, 600, 0, 0, ended)], [waits(1, 0), *ran(1, 0, 100, 1, 'n1')], 5000, 1000).get().end() == shown

        where:
        ended || shown
        900   || 1000
        1060  || 1060
        4000  || 1500
    }

    def "only BatchJobs that the batch system had while the run lasted are read"() {
        given:
        def refused = new BatchJobInfo(4, '', request(1, 1), BatchJobState.SUBMIT_FAILED, '', 'no', at(0), null, null, at(1))
        def data = data([batchJob(1, 1, 60, -90, -80, -1), batchJob(2, 1, 60, -90, -80, 1), batchJob(3, 1, 60, 2000, null, null), refused], [], 5000, 1000)

        expect:
        ReportData.of(new ListBalsam(data), 1).batchJobs()*.id() == [2]
    }

    def "the chart is small, strict XML, and says in words what it draws"() {
        given:
        def events = (1..100_000).collectMany { [waits(it, it % 977), *ran(it, 1000 + it, 1600 + it, 1 + it.intdiv(5000), "n${it % 40}")] }
        def batchJobs = (1..21).collect { batchJob(it, 40, 240, 0, 5000 * (it - 1), 5000 * it + 6000) }

        when:
        def out = new Markup()
        new AllocationChart(out, allocations(batchJobs, events, 120_000).get()).write()
        def section = out.toString()
        def picture = (section =~ /(?s)<svg.*<\/svg>/)[0]

        then:
        Xml.parse(picture)
        section.length() < 30_000
        picture.contains('100,000 jobs that could start, at most')
        section.contains('21 of them began')
    }

    private static void near(double is, double wanted) {
        assert Math.abs(is - wanted) < 1e-6
    }

    private static Instant at(double seconds) {
        START.plusMillis((long) (seconds * 1000))
    }

    private static BatchJobRequest request(int nodes, int minutes) {
        new BatchJobRequest(nodes, minutes, 'batch', '', JobMode.MPI, [:], [], [:])
    }

    private static BatchJobInfo batchJob(long id, int nodes, int minutes, Number asked, Number began, Number ended) {
        def state = ended != null ? BatchJobState.FINISHED : began != null ? BatchJobState.RUNNING : BatchJobState.QUEUED
        new BatchJobInfo(id, 'auto_scaler', request(nodes, minutes), state, "$id", '', at(asked), at(asked + 10), began == null ? null : at(began),
            ended == null ? null : at(ended))
    }

    private EventView event(long job, double when, JobState from, JobState to, Map data = [:]) {
        new EventView(++seq, job, 1, 'ada', at(when), from, to, 'spec', data)
    }

    private EventView waits(long job, double when) {
        event(job, when, STAGED_IN, PREPROCESSED)
    }

    private EventView begins(long job, double when, long batchJob, String nodes, JobState from = PREPROCESSED) {
        event(job, when, from, RUNNING, [node: nodes, attempt: 1] + (batchJob ? [batch_job: batchJob] : [:]))
    }

    private List<EventView> ran(long job, double from, double to, long batchJob, String node, JobState before = PREPROCESSED) {
        [begins(job, from, batchJob, node, before), event(job, to, RUNNING, RUN_DONE)]
    }

    private static ReportData data(List<BatchJobInfo> batchJobs, List<EventView> events, double taken, Double over = null) {
        def jobs = (events*.job() as TreeSet).collect { id ->
            new JobView(id, 1, 'ada', 'a', RUNNING, "/s/$id", [:], [:], [:], Resources.DEFAULT, 0d, 0, [], 1, START, null, null, '', null, null, 0, null, null,
                null, '', null, null, null, null)
        }
        def run = new RunView(1, 'r-1', 'ada', 'r', '/s', START, over == null ? null : at(over), [:])
        new ReportData(run, jobs, new GraphView(1, 'r-1', [], []), events, [], [:], batchJobs, 0, at(taken))
    }

    private static Optional<Allocations> allocations(List<BatchJobInfo> batchJobs, List<EventView> events, double taken, Double over = null) {
        Allocations.of(new RunFigures(data(batchJobs, events, taken, over)))
    }
}
