package io.balsam.simulator.scheduler

import io.balsam.simulator.cluster.BatchQueue
import io.balsam.simulator.cluster.Cluster
import io.balsam.simulator.cluster.ClusterSetup
import io.balsam.simulator.cluster.Incident
import io.balsam.simulator.profile.NodeShape
import io.balsam.spi.BackfillWindow
import io.balsam.spi.BatchReport
import io.balsam.spi.BatchState
import io.balsam.spi.BatchSubmission
import io.balsam.spi.ErrorKind
import io.balsam.spi.Node
import io.balsam.spi.PluginException
import io.balsam.spi.QueueReport
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import spock.lang.Specification
import spock.lang.TempDir

class SimulatedSchedulerSpec extends Specification {

    private static final Instant BEGIN = Instant.parse('2026-01-05T08:00:00Z')
    private static final Duration HOUR = Duration.ofHours(1)

    @TempDir
    Path folder

    private final Cluster cluster = cluster([new Incident.Outage(HOUR.multipliedBy(10).toNanos(), HOUR.toNanos())])
    private final SimulatedScheduler scheduler = new SimulatedScheduler(cluster, new NodeShape(2, 1, 8L << 30), BEGIN)

    def "reports have dates, also on a cluster that was in use before the simulation began"() {
        given:
        cluster.advanceTo(HOUR.toNanos())
        def later = new SimulatedScheduler(cluster, new NodeShape(1, 0, 0), BEGIN)
        def id = later.submit(submission('a', 2))

        expect:
        report(later, id) == new BatchReport(BatchState.QUEUED, 'waits', null, null)

        when:
        cluster.advanceTo(HOUR.toNanos())

        then:
        report(later, id).state() == BatchState.QUEUED

        when:
        cluster.advanceTo(HOUR.multipliedBy(2).toNanos())

        then:
        report(later, id) == new BatchReport(BatchState.RUNNING, 'runs', BEGIN.plusSeconds(60), null)

        when:
        cluster.advanceTo(HOUR.multipliedBy(3).toNanos())

        then:
        report(later, id) == new BatchReport(BatchState.FAILED, 'killed at its wall time', BEGIN.plusSeconds(60), BEGIN.plusSeconds(3660))
    }

    def "a BatchJob knows its nodes and its submission"() {
        given:
        def first = scheduler.submit(submission('a', 2))
        def second = scheduler.submit(submission('b', 1))
        def asked = scheduler.nodes(second)
        cluster.advanceTo(0)

        expect:
        asked == []
        scheduler.nodes(first)*.name() == ['n000001', 'n000002']
        scheduler.nodes(second) == [new Node('n000003', [0, 1], [0], [], 8L << 30, [:])]
        scheduler.nodes('999') == []
        scheduler.submission(second).get().name() == 'b'
    }

    def "queues have their limits, and the first is the default"() {
        expect:
        scheduler.queues().get() == [
            new QueueReport('regular', true, OptionalInt.of(8), Optional.empty(), true),
            new QueueReport('debug', true, OptionalInt.of(2), Optional.of(HOUR), false)]
    }

    def "windows of idle nodes keep to the limits of their queues, and none is told twice"() {
        given: 'four nodes busy for two hours, and six wanted after that'
        scheduler.submit(submission('busy', 4, HOUR.multipliedBy(2)))
        scheduler.submit(submission('wide', 6))
        cluster.advanceTo(0)

        expect: 'a minute of each goes to the preparation'
        scheduler.backfill().get() == [
            new BackfillWindow('regular', 4, HOUR.multipliedBy(2)),
            new BackfillWindow('regular', 2, Duration.ofDays(365)),
            new BackfillWindow('debug', 2, HOUR)]
    }

    def "what a queue refuses is the user's mistake, unless the queue is only full"() {
        given:
        scheduler.submit(submission('first', 1, HOUR, 'debug'))

        when:
        scheduler."$call"(submission('x', nodes, HOUR, queue))

        then:
        def e = thrown(PluginException)
        e.kind() == kind
        e.message == message

        where:
        [call, [nodes, queue, kind, message]] << [['submit', 'dryRun'], [
            [9, '', ErrorKind.USER, "queue 'regular' takes jobs of at most 8 nodes"],
            [1, 'debgu', ErrorKind.USER, "no queue 'debgu'"],
            [1, 'debug', ErrorKind.TRANSIENT, "queue 'debug': the limit of waiting jobs of a user is 1"],
        ]].combinations()
    }

    def "BatchJobs are found by name, directory and site, the newest last"() {
        given:
        def ids = ['s', 't', 's'].collect { site -> scheduler.submit(submission('a', 1, HOUR, '', site)) }
        scheduler.submit(submission('b', 1, HOUR, '', 's'))

        expect:
        scheduler.named('a', folder, 's').get() == [ids[0], ids[2]]
        scheduler.named('a', folder.resolve('other'), 's').get() == []
    }

    def "during an outage no call is answered, and afterwards everything is still known: #call"() {
        given:
        def id = scheduler.submit(submission('a', 1, HOUR.multipliedBy(24)))
        cluster.advanceTo(HOUR.multipliedBy(10).toNanos())

        when:
        scheduler."$call"(*(arguments instanceof Closure ? [arguments.call(this)] : arguments))

        then:
        def e = thrown(PluginException)
        e.kind() == ErrorKind.TRANSIENT
        e.message == 'the simulated batch system does not answer'

        when:
        cluster.advanceTo(HOUR.multipliedBy(11).toNanos())

        then:
        report(scheduler, id).state() == BatchState.RUNNING

        where:
        call       | arguments
        'submit'   | { it.submission('b', 1) }
        'dryRun'   | { it.submission('b', 1) }
        'status'   | [['1']]
        'history'  | [['1']]
        'cancel'   | ['1']
        'named'    | ['a', Path.of('/'), 's']
        'backfill' | []
        'queues'   | []
    }

    private static Cluster cluster(List<Incident> incidents) {
        def queues = [BatchQueue.unlimited('regular'), new BatchQueue('debug', 2, HOUR.toNanos(), 1)]
        new Cluster(new ClusterSetup(8, queues, Duration.ofMinutes(1).toNanos(), 0, 10), [].iterator(), incidents.iterator())
    }

    private static BatchReport report(SimulatedScheduler scheduler, String id) {
        scheduler.status([id])[id]
    }

    BatchSubmission submission(String name, int nodes, Duration wallTime = HOUR, String queue = '', String site = '') {
        def script = folder.resolve("${name}.sh")
        Files.writeString(script, '#!/bin/sh\n')
        new BatchSubmission(name, script, folder, nodes, wallTime, queue, '', [], site)
    }
}
