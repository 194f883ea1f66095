package io.balsam.simulator.cluster

import static io.balsam.simulator.cluster.JobState.CANCELLED
import static io.balsam.simulator.cluster.JobState.COMPLETED
import static io.balsam.simulator.cluster.JobState.FAILED
import static io.balsam.simulator.cluster.JobState.NODE_FAIL
import static io.balsam.simulator.cluster.JobState.RUNNING
import static io.balsam.simulator.cluster.JobState.TIMEOUT
import static io.balsam.simulator.cluster.JobState.WAITING
import static io.balsam.simulator.cluster.Run.seconds

import spock.lang.Specification

/** What happens to jobs, nodes and the scheduler. */
class ClusterSpec extends Specification {

    def "nothing happens before time passes, and then in its order"() {
        given:
        def run = new Run(2)
        def id = run.submit('A', 1, 10, 5)

        expect:
        run.state(id) == WAITING
        run.cluster.nextEventAt().asLong == 0

        when:
        run.to(0)

        then:
        run.changes*.state() == [WAITING, JobState.PREPARING, RUNNING]
        run.cluster.nextEventAt().asLong == seconds(5)
        run.cluster.freeNodes() == 1

        when:
        run.to(7)

        then:
        with(run.cluster.job(id).get()) {
            state() == COMPLETED
            submitted() == 0
            began() == 0
            ended() == seconds(5)
            nodes() == [0]
        }
        run.cluster.nextEventAt().empty
        run.cluster.now() == seconds(7)

        when:
        run.to(6)

        then:
        thrown(IllegalArgumentException)
    }

    def "a script of #duration s within a wall time of 10 s is #state at #end"() {
        given:
        def run = new Run(1)
        def id = run.submit('A', 1, 10, duration)
        run.all()

        expect:
        run.state(id) == state
        run.cluster.job(id).get().ended() == seconds(end)

        where:
        duration || state     | end
        0        || COMPLETED | 0
        10       || COMPLETED | 10
        10.5     || TIMEOUT   | 10
    }

    def "a script that the driver runs ends when it says so, once"() {
        given:
        def run = new Run(2)
        def good = run.submitOpen('good', 1, 100)
        def bad = run.submitOpen('bad', 1, 100)
        def late = run.submitOpen('late', 1, 100)
        run.to(10)

        when:
        run.cluster.finish(good, true)
        run.cluster.finish(bad, false)
        run.cluster.finish(late, true)
        run.cluster.cancel(good)
        run.cluster.finish(bad, true)
        run.all()

        then:
        run.state(good) == COMPLETED
        run.state(bad) == FAILED
        run.times(TIMEOUT) == [late: 110]
    }

    def "a cancelled job ends at once, waiting or running, and leaves its nodes"() {
        given:
        def run = new Run(2)
        def running = run.submitOpen('running', 2, 100)
        def waiting = run.submitOpen('waiting', 2, 100)
        run.submit('next', 2, 100)
        run.to(10)

        when:
        run.cluster.cancel(waiting)
        run.cluster.cancel(running)
        run.cluster.cancel(running)
        run.cluster.cancel(999)
        run.all()

        then:
        run.times(CANCELLED) == [waiting: 10, running: 10]
        run.cluster.job(waiting).get().began() == null
        run.times(RUNNING).next == 10
    }

    def "a node that fails ends the job on it, and takes none until it is repaired"() {
        given:
        def run = new Run(ClusterSetup.of(3), [], [new Incident.NodeFailure(seconds(5), 0, seconds(20))])
        run.submit('A', 2, 10)
        run.submit('B', 3, 10)
        run.submit('C', 2, 15)

        expect:
        run.all().times(NODE_FAIL) == [A: 5]
        run.times(RUNNING) == [A: 0, C: 5, B: 25]
    }

    def "the nodes of a failed job are free but for the broken one, which is repaired once"() {
        given:
        def run = new Run(3)
        run.submit('A', 2, 10)
        run.to(1)

        when: 'it fails again while it is down'
        run.cluster.failNode(1, seconds(5))
        run.cluster.failNode(1, seconds(9))

        then:
        run.cluster.upNodes() == 2
        run.cluster.freeNodes() == 2

        when:
        run.to(7)

        then:
        run.cluster.upNodes() == 2

        when:
        run.to(10)

        then:
        run.cluster.upNodes() == 3
        run.cluster.freeNodes() == 3
    }

    def "during an outage nothing starts or is killed, and running jobs end by themselves"() {
        given: 'jobs that end, overrun, and overrun but end during the outage'
        def outage = new Incident.Outage(seconds(5), seconds(20))
        def run = new Run(ClusterSetup.of(3), [new Arrival(seconds(8), Run.request('E', 3, 10))], [outage])
        run.submit('A', 1, 10)
        run.submit('B', 1, 10, 100)
        run.submit('C', 1, 10, 15)
        run.submit('D', 1, 10)
        run.to(6)

        expect:
        !run.cluster.answering()

        when:
        run.all()

        then:
        run.cluster.answering()
        run.times(COMPLETED) == [A: 10, C: 15, D: 35, E: 45]
        run.times(TIMEOUT) == [B: 25]
        run.times(RUNNING) == [A: 0, B: 0, C: 0, D: 25, E: 35]
    }

    def "outages that overlap are one"() {
        given:
        def run = new Run(1)
        run.cluster.silence(seconds(10))
        run.to(5)
        run.cluster.silence(seconds(2))
        run.cluster.silence(seconds(10))
        run.submit('A', 1, 1)

        expect:
        run.starts() == [A: 15]
    }

    def "windows are nodes that are free until the first waiting job starts, and those that it does not need"() {
        given:
        def run = new Run(new ClusterSetup(8, [BatchQueue.unlimited('q')], seconds(1), 0, 10))

        expect:
        run.cluster.windows() == [new Window(8, Long.MAX_VALUE)]

        when: 'A is to leave four nodes at 101'
        run.submit('A', 4, 100)
        run.submit('B', 6, 100)

        then: 'nothing before the scheduler has looked'
        run.cluster.windows() == []

        when:
        run.to(11)

        then:
        run.cluster.windows() == [new Window(4, seconds(89)), new Window(2, Long.MAX_VALUE)]

        when: 'a job of that size and time'
        def id = run.submit('fits', 4, 89)
        run.to(11)

        then:
        run.state(id) == JobState.PREPARING
        run.cluster.windows() == []
    }

    def "a queue refuses #what"() {
        given:
        def queues = [BatchQueue.unlimited('all'), new BatchQueue('small', 2, seconds(60), 1)]
        def cluster = new Cluster(new ClusterSetup(4, queues, 0, 0, 10), [].iterator(), [].iterator())
        cluster.submit(new JobRequest('first', 'small', 2, seconds(60), 0))

        when:
        cluster.submit(new JobRequest('x', queue, nodes, seconds(wallTime), 0))

        then:
        def e = thrown(RefusedException)
        e.message == message
        e.passing() == passing
        cluster.waitingJobs() == 1

        where:
        what                        | queue   | nodes | wallTime || message                                    | passing
        'a job if it is not there'  | 'smal'  | 1     | 1        || "no queue 'smal'"                          | false
        'too many nodes'            | 'small' | 3     | 1        || "queue 'small' takes jobs of at most 2 nodes" | false
        'more nodes than there are' | ''      | 5     | 1        || "queue 'all' takes jobs of at most 4 nodes"   | false
        'too much time'             | 'small' | 1     | 61       || "queue 'small' takes jobs of at most 60 s"    | false
        'too many waiting jobs'     | 'small' | 1     | 1        || "queue 'small': the limit of waiting jobs of a user is 1" | true
    }

    def "jobs of others that no queue takes are left out and counted"() {
        given:
        def run = new Run(ClusterSetup.of(2), [new Arrival(0, Run.request('big', 3, 1)), new Arrival(5, Run.request('ok', 2, 1))])

        expect:
        run.starts().keySet() == ['ok'] as Set
        run.cluster.refusedArrivals() == 1
    }
}
