package io.balsam.simulator.cluster

import spock.lang.Specification

/** Schedules that were worked out by hand. */
class EasySpec extends Specification {

    def "jobs start in the order in which they came: a wide one holds back those that would delay it"() {
        given: 'four nodes; B needs all of them once A has ended, at 10'
        def run = new Run(4)
        run.submit('A', 2, 10)
        run.submit('B', 4, 10)
        run.submit('C', 2, 11)
        run.submit('D', 2, 10)

        expect: 'C would still run at 10, D would not'
        run.starts() == [A: 0, D: 0, B: 10, C: 20]
    }

    def "a long job starts early on nodes that the first waiting job does not need"() {
        given: 'six nodes; at 10 A leaves four, B takes five of the six that are free then'
        def run = new Run(6)
        run.submit('A', 4, 10)
        run.submit('B', 5, 10)
        run.submit('C', 1, 100)
        run.submit('D', 1, 100)

        expect: 'one is left over for C, and none for D'
        run.starts() == [A: 0, C: 0, B: 10, D: 20]
    }

    def "reservations come from wall times, and starts from what happens"() {
        given: 'A may take 100 s, so C may too, but A ends at 10'
        def run = new Run(4)
        run.submit('A', 3, 100, 10)
        run.submit('B', 4, 10)
        run.submit('C', 1, 50, 20)

        when:
        run.to(0)

        then:
        run.cluster.reservation().get() == new Reservation(2, Run.seconds(100), 0)
        run.starts() == [A: 0, C: 0, B: 20]
    }

    def "jobs that reach their limits in one moment leave their nodes together"() {
        given:
        def run = new Run(5)
        run.submit('A', 2, 10)
        run.submit('B', 2, 10)
        run.submit('C', 2, 10)
        run.submit('D', 1, 50)

        expect: 'the nodes of both are free at 10, so D delays nobody'
        run.starts() == [A: 0, B: 0, D: 0, C: 10]
    }

    def "certain nodes are planned for the first waiting job, and no long job starts on those: #what"() {
        given: 'B is planned on the first three nodes at 25; C and D run on the third and the fourth until then'
        def run = new Run(4)
        run.submit('A', 2, 25)
        run.submit('B', 3, 30)
        run.submit('C', 1, 20, c)
        run.submit('D', 1, 15, d)
        run.submit('E', 1, 40)

        expect:
        run.starts() == [A: 0, C: 0, D: 0, E: start, B: 25]

        where:
        what                           | c  | d  || start
        'the third node becomes free'  | 1  | 15 || 15
        'the fourth node becomes free' | 20 | 1  || 1
    }

    def "only the first waiting job has a reservation"() {
        given: 'C is second: D starts although C begins later by that'
        def run = new Run(4)
        run.submit('A', 2, 10)
        run.submit('B', 4, 10)
        run.submit('C', 3, 10)
        run.submit('D', 1, 10)
        run.submit('E', 1, 10)

        expect:
        run.starts() == [A: 0, D: 0, E: 0, B: 10, C: 20]
    }

    def "no more jobs than the depth are examined for backfill"() {
        given:
        def run = new Run(new ClusterSetup(4, [BatchQueue.unlimited('q')], 0, 0, depth))
        run.submit('A', 3, 10)
        run.submit('B', 4, 10)
        run.submit('C', 1, 20)
        run.submit('D', 1, 5)

        expect:
        run.starts().D == start

        where:
        depth || start
        1     || 20
        2     || 0
    }

    def "scripts begin after the preparation, and backfill counts it"() {
        given:
        def run = new Run(new ClusterSetup(2, [BatchQueue.unlimited('q')], Run.seconds(3), 0, 10))
        run.submit('A', 1, 10)
        run.submit('B', 2, 10)
        run.submit('C', 1, 11)
        run.submit('D', 1, 10)
        run.all()

        expect: 'A is on its node until 13'
        run.times(JobState.PREPARING) == [A: 0, D: 0, B: 13, C: 26]
        run.times(JobState.RUNNING) == [A: 3, D: 3, B: 16, C: 29]
        run.times(JobState.COMPLETED) == [A: 13, D: 13, B: 26, C: 40]
    }

    def "with an interval, passes of the scheduler are that far apart"() {
        given:
        def run = new Run(new ClusterSetup(1, [BatchQueue.unlimited('q')], 0, Run.seconds(30), 10))
        run.submit('A', 1, 10)
        run.submit('B', 1, 40)
        run.submit('C', 1, 10)

        expect: 'B is begun at 30 and ended at 70, after a pass at 60 was not needed'
        run.starts() == [A: 0, B: 30, C: 70]
    }

    def "a job that is too large for the nodes in service is passed over until they are repaired"() {
        given:
        def run = new Run(4)
        run.cluster.failNode(3, Run.seconds(100))
        run.submit('A', 4, 10)
        run.submit('B', 3, 10)
        run.submit('C', 3, 200)

        expect:
        run.starts() == [B: 0, C: 10, A: 210]
    }
}
