package io.balsam.simulator.cluster

import static io.balsam.simulator.cluster.Run.seconds

import spock.lang.Specification

/** What holds for every load, tried with random ones. */
class ScheduleSpec extends Specification {

    private static final int SEEDS = 200

    def "never are more nodes used than are in service"() {
        expect:
        (1..SEEDS).every { seed ->
            def run = new RandomRun(seed, true)
            int used = 0
            run.each {
                used += run.nodes(it, JobState.PREPARING) - run.leaving(it).sum(0) { change -> change.request().nodes() }
                assert used <= run.cluster.upNodes()
                assert used == run.cluster.upNodes() - run.cluster.freeNodes()
            }
            used == 0
        }
    }

    def "every job ends exactly once, and no later than its wall time allows where the scheduler answers"() {
        expect:
        (1..SEEDS).every { seed ->
            def run = new RandomRun(seed, faults)
            def changes = run.all()
            def ends = changes.findAll { it.state().ended() }
            assert ends*.id().sort() == (1..run.count).toList()
            def begins = changes.findAll { it.state() == JobState.RUNNING }.collectEntries { [it.id(), it.at()] }
            assert faults || ends.every { it.at() - begins[it.id()] == [it.request().wallTime(), it.request().duration()].min() }
            true
        }

        where:
        faults << [false, true]
    }

    def "the first waiting job starts no later than it was first planned, whatever starts before it"() {
        given:
        int planned = 0

        expect:
        (1..SEEDS).every { seed ->
            def run = new RandomRun(seed, false)
            Map<Long, Long> promises = [:]
            run.each { changes ->
                changes.findAll { it.state() == JobState.PREPARING && promises.containsKey(it.id()) }.each {
                    planned++
                    assert it.at() <= promises[it.id()]
                }
                run.cluster.reservation().ifPresent { promises.putIfAbsent(it.id(), it.at()) }
            }
            true
        }
        planned > SEEDS
    }

    def "jobs of one size start in the order in which they came"() {
        expect:
        (1..SEEDS).every { seed ->
            def starts = new RandomRun(seed, false, 1).all().findAll { it.state() == JobState.RUNNING }
            starts*.id() == starts*.id().sort(false)
        }
    }

    def "the first waiting job does not wait for nodes that are free"() {
        expect:
        (1..SEEDS).every { seed ->
            def run = new RandomRun(seed, false)
            run.each {
                run.cluster.reservation().ifPresent { assert it.at() > run.cluster.now() }
            }
            true
        }
    }

    def "one seed gives one schedule, and another one another"() {
        expect:
        new RandomRun(7, true).all() == new RandomRun(7, true).all()
        new RandomRun(7, true).all() != new RandomRun(8, true).all()
    }

    def "it makes no difference in how many steps time passes"() {
        given:
        def whole = new RandomRun(3, true)

        expect:
        whole.cluster.advanceTo(seconds(1_000_000)) == new RandomRun(3, true).all()
    }

    /** A random load on a small cluster. */
    static class RandomRun {

        final Cluster cluster
        final int count
        private final Map<Long, JobState> states = [:]

        RandomRun(long seed, boolean faults, int shapes = 6) {
            def random = new Random(seed)
            int nodes = 4 + random.nextInt(12)
            count = 20 + random.nextInt(60)
            long at = 0
            def arrivals = (1..count).collect {
                at += seconds(random.nextInt(20))
                int limit = shapes == 1 ? 100 : 10 + random.nextInt(200)
                int size = shapes == 1 ? 2 : 1 + random.nextInt(Math.min(nodes, 1 << random.nextInt(5)))
                new Arrival(at, new JobRequest("$it", '', size, seconds(limit), seconds(1 + random.nextInt(limit + limit.intdiv(4)))))
            }
            def incidents = !faults ? [] : (1..10).collect {
                long when = seconds(random.nextInt(2000))
                random.nextInt(3) ? new Incident.NodeFailure(when, random.nextInt(nodes), seconds(1 + random.nextInt(300)))
                    : new Incident.Outage(when, seconds(1 + random.nextInt(300)))
            }.sort { it.at() }
            cluster = new Cluster(ClusterSetup.of(nodes), arrivals.iterator(), incidents.iterator())
        }

        /** Calls with the changes of each moment. */
        void each(Closure<?> look) {
            while (cluster.nextEventAt().present) {
                look(cluster.advanceTo(cluster.nextEventAt().asLong))
            }
        }

        List<Change> all() {
            List<Change> all = []
            each { all.addAll(it) }
            all
        }

        int nodes(List<Change> changes, JobState state) {
            changes.findAll { it.state() == state }.sum(0) { it.request().nodes() }
        }

        /** Those of the changes by which jobs leave nodes. */
        List<Change> leaving(List<Change> changes) {
            changes.findAll {
                def before = states.put(it.id(), it.state())
                it.state().ended() && before in [JobState.PREPARING, JobState.RUNNING]
            }
        }
    }
}
