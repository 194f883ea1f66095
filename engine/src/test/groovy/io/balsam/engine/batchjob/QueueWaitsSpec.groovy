package io.balsam.engine.batchjob

import static io.balsam.spi.BatchJobState.*

import io.balsam.engine.api.QueueWait
import io.balsam.spi.BatchJobInfo
import io.balsam.spi.BatchJobRequest
import io.balsam.spi.BatchJobState
import io.balsam.spi.JobMode
import java.time.Duration
import java.time.Instant
import spock.lang.Specification

/** Estimates of waits in a queue, from BatchJobs whose waits are drawn from known distributions. */
class QueueWaitsSpec extends Specification {

    static final Instant NOW = Instant.parse('2026-03-02T12:00:00Z')

    List<BatchJobInfo> jobs = []

    /** Adds a BatchJob that was submitted some minutes ago, and waited for some minutes. */
    void add(Map<String, ?> more, double ago, Double waited, BatchJobState state = FINISHED) {
        def request = new BatchJobRequest((int) (more.nodes ?: 4), (int) (more.minutes ?: 60), (String) (more.queue ?: 'q'), 'p', JobMode.MPI, [:], [], [:])
        def submitted = NOW - minutes(ago)
        jobs << new BatchJobInfo(jobs.size() + 1, request, state, 's', '', submitted, submitted,
            waited == null ? null : submitted + minutes(waited), more.ended == null ? null : submitted + minutes(more.ended))
    }

    void add(double ago, Double waited, BatchJobState state = FINISHED) { add([:], ago, waited, state) }

    private static Duration minutes(double minutes) { Duration.ofMillis(Math.round(minutes * 60_000)) }

    private Optional<QueueWait> expected(int nodes = 4, int minutes = 60, String queue = 'q') {
        QueueWaits.of(jobs, NOW).expected(queue, nodes, minutes)
    }

    private static double inMinutes(QueueWait.Time time) { time.length().toMillis() / 60_000 }

    def "the median and the 90 % of known waits are found: seed #seed"() {
        given: 'waits of exponential distribution with a mean of 20 minutes'
        def random = new Random(seed)
        300.times { add(600 + random.nextInt(600), -20 * Math.log(1 - random.nextDouble())) }

        when:
        def found = expected().get()

        then: 'within three standard errors'
        Math.abs(inMinutes(found.median()) - 20 * Math.log(2)) < 3.5
        Math.abs(inMinutes(found.ninety()) - 20 * Math.log(10)) < 10.4
        !found.median().atLeast()
        !found.ninety().atLeast()
        found.samples() == 300

        where:
        seed << (1..20)
    }

    def "those that wait still, and those that were deleted before they started, are no shorter waits: #what"() {
        given: 'a third of them is looked at before it starts'
        def random = new Random(7)
        300.times {
            double wait = -20 * Math.log(1 - random.nextDouble())
            double seen = it % 3 == 0 ? 30 * random.nextDouble() : 1000
            if (wait <= seen) {
                add(seen, wait)
            } else if (state == QUEUED) {
                add(seen, null, QUEUED)
            } else {
                add(seen, null, DELETED, ended: seen)
            }
        }

        expect:
        Math.abs(inMinutes(expected().get().median()) - 20 * Math.log(2)) < 3.5
        Math.abs(inMinutes(expected().get().ninety()) - 20 * Math.log(10)) < 10.4

        where:
        what      | state
        'queued'  | QUEUED
        'deleted' | DELETED
    }

    def "one more that has waited for long raises the estimate, one that was just submitted does not lower it"() {
        given:
        (1..9).each { add(100, it) }

        when:
        def before = expected().get()
        add(100, null, QUEUED)
        def after = expected().get()

        then:
        before.median().length() == minutes(5)
        after.median().length() == minutes(6)
        before.ninety() == new QueueWait.Time(minutes(9), false)
        after.ninety() == new QueueWait.Time(minutes(100), true)

        when:
        3.times { add(100, null, QUEUED) }

        then:
        expected().get().median().length() == minutes(7)
        expected().get().ninety() == new QueueWait.Time(minutes(100), true)

        when:
        jobs.clear()
        (1..9).each { add(100, it) }
        4.times { add(0, null, QUEUED) }

        then:
        expected().get().median().length() == before.median().length()
    }

    def "where none has started, it is more than the longest"() {
        given:
        (1..5).each { add(10 * it, null, QUEUED) }

        expect:
        expected().get() == new QueueWait(new QueueWait.Time(minutes(50), true), new QueueWait.Time(minutes(50), true), 5)
    }

    def "drift is followed: what waited longer lately is expected to wait longer"() {
        given: 'ten minutes for a week, then an hour for two days'
        (1..9 * 24).each { add(60 * it, it <= 48 ? 60 : 10) }

        expect:
        inMinutes(expected().get().median()) == 60
    }

    def "where larger and longer ones wait longer, more is expected of them; where not, not"() {
        given:
        def random = new Random(3)
        200.times {
            int nodes = 1 << random.nextInt(7)
            int length = 15 << random.nextInt(4)
            add(nodes: nodes, minutes: length, 1000, varies ? nodes * length / 60 * (0.8 + 0.4 * random.nextDouble()) : 10 + random.nextInt(5))
        }

        when:
        def byNodes = [1, 4, 16, 64].collect { inMinutes(expected(it, 60).get().median()) }
        def byLength = [15, 30, 60, 120].collect { inMinutes(expected(16, it).get().median()) }

        then:
        varies == (byNodes.last() > 10 * byNodes.first())
        varies == (byLength.last() > 2 * byLength.first())
        !varies || (byNodes.toSorted() == byNodes && byLength.toSorted() == byLength)
        varies || (byNodes + byLength).every { it >= 10 && it <= 15 }

        where:
        varies << [true, false]
    }

    def "nothing is expected without BatchJobs like it: #what"() {
        given:
        count.times { add(of, 100, 10) }

        expect:
        expected().present == known

        where:
        what              | count | of                       || known
        'none'            | 0     | [:]                      || false
        'too few'         | 4     | [:]                      || false
        'enough'          | 5     | [:]                      || true
        'another queue'   | 50    | [queue: 'other']         || false
        'much larger'     | 50    | [nodes: 64]              || false
        'much longer'     | 50    | [minutes: 600]           || false
        'somewhat larger' | 50    | [nodes: 8, minutes: 120] || true
    }

    def "those that say nothing of a wait are left out: #state"() {
        given:
        5.times { add(100, null, state) }

        expect:
        expected().empty

        where:
        state << [RUNNING, FINISHED, FAILED]
    }
}
