package io.balsam.engine.moldable

import io.balsam.engine.model.JobFeatures
import io.balsam.engine.model.RunTimeModel
import spock.lang.Specification

/** Numbers of nodes for jobs that can run on several. */
class NodeChooserSpec extends Specification {

    static final double ANY = Double.POSITIVE_INFINITY

    def 'there is no better choice for a few jobs: #count jobs, seed #seed'() {
        given:
        def random = new Random(seed)
        List<MoldableJob> jobs = (1..count).collect { anyJob(random, 3) }
        RunLimits limits = someLimits(random, jobs)

        when:
        Optional<NodeChoice> choice = NodeChooser.choose(jobs, limits)
        double least = BruteForce.least(jobs, limits)

        then:
        choice.present == (least < ANY)
        choice.every {
            it.exact() && near(it.seconds(), least) && it.bound() <= least && near(it.seconds(), BruteForce.seconds(it.options(), limits.machineNodes()))
        }

        where:
        [count, seed] << [[1, 2, 3, 4, 5, 6], 1..40].combinations() + [[7, 8], 1..8].combinations()
    }

    def 'jobs that are alike are chosen for as if they were not: seed #seed'() {
        given:
        def random = new Random(seed)
        List<MoldableJob> kinds = [anyJob(random, 3), anyJob(random, 3)]
        List<MoldableJob> jobs = (1..6).collect { kinds[random.nextInt(2)] }
        RunLimits limits = someLimits(random, jobs)

        expect:
        near(NodeChooser.choose(jobs, limits).map { it.seconds() }.orElse(ANY), BruteForce.least(jobs, limits))

        where:
        seed << (1..40)
    }

    def 'limits are kept, and the time is between the bound and 2.1 times it: #count jobs, seed #seed'() {
        given:
        def random = new Random(seed)
        List<MoldableJob> jobs = (1..count).collect { anyJob(random, 8) }
        RunLimits limits = someLimits(random, jobs)

        when:
        Optional<NodeChoice> choice = NodeChooser.choose(jobs, limits)

        then:
        choice.every {
            it.options().size() == count && BruteForce.allowed(jobs, it.options(), limits) &&
                (0..<count).every { i -> it.options()[i] in jobs[i].options() } &&
                it.nodeHours() <= limits.nodeHours() * (1 + 1e-12) &&
                near(it.seconds(), BruteForce.seconds(it.options(), limits.machineNodes())) &&
                it.bound() <= it.seconds() && it.seconds() <= 2.1 * it.bound()
        }

        and: 'there is a choice exactly when the cheapest options keep the limits'
        choice.present == BruteForce.allowed(jobs, cheapest(jobs, limits), limits)

        where:
        [count, seed] << [[3, 9, 30, 200], 1..25].combinations()
    }

    def 'relaxing a limit never makes it worse: #count jobs, seed #seed'() {
        given:
        def random = new Random(seed)
        List<MoldableJob> jobs = (1..count).collect { anyJob(random, 6) }
        int nodes = 8 + random.nextInt(30)
        List<Double> hours = (1..6).collect { needed(jobs) * (0.8 + random.nextDouble()) }.sort() + ANY
        List<Double> efficiencies = (1..4).collect { random.nextDouble() }.sort().reverse() + 0.0d

        when:
        List<List<Double>> times = efficiencies.collect { efficiency ->
            hours.collect { limit ->
                NodeChooser.choose(jobs, new RunLimits(nodes, limit, efficiency)).map { it.seconds() }.orElse(ANY)
            }
        }

        then:
        times.every { descends(it) }
        times.transpose().every { descends(it) }

        where:
        [count, seed] << [[4, 6, 7, 8, 20, 100], 1..15].combinations()
    }

    def 'a long job gets more nodes than the short ones beside it'() {
        given:
        List<MoldableJob> jobs = [amdahl(1600, 0.01)] + (1..4).collect { amdahl(100, 0.01) }

        when:
        NodeChoice choice = NodeChooser.choose(jobs, new RunLimits(16, ANY, 0)).get()

        then:
        choice.options()[0].nodes() >= 8
        choice.options().drop(1).every { it.nodes() <= 4 }
        choice.seconds() < 250
    }

    def 'a job on #nodes nodes with the limits #hours node-hours and #efficiency'() {
        expect:
        NodeChooser.choose([amdahl(3600, 0.1)], new RunLimits(16, hours, efficiency)).map { it.options()[0].nodes() }.orElse(0) == nodes

        where:
        hours | efficiency || nodes
        ANY   | 0          || 16
        1.8   | 0          || 8
        1.2   | 0          || 2
        1     | 0          || 1
        0.9   | 0          || 0
        ANY   | 0.5        || 8
        ANY   | 0.9        || 2
        ANY   | 1          || 1
    }

    def 'a job that needs more nodes than there are has no choice; no job needs none'() {
        expect:
        NodeChooser.choose([MoldableJob.ofRange(8, 16) { 1d }], new RunLimits(4, ANY, 0)).empty
        NodeChooser.choose([], new RunLimits(4, 0, 1)).get().seconds() == 0
    }

    def 'the range #from..#to has the options #options'() {
        expect:
        MoldableJob.ofRange(from, to) { 60d / it }.options()*.nodes() == options

        where:
        from | to                | options
        1    | 16                | [1, 2, 4, 8, 16]
        3    | 20                | [3, 4, 8, 16, 20]
        5    | 5                 | [5]
        1    | Integer.MAX_VALUE | (0..30).collect { 1 << it } + [Integer.MAX_VALUE]
    }

    def 'what cannot be is refused: #message'() {
        when:
        make()

        then:
        IllegalArgumentException e = thrown()
        e.message.contains(message)

        where:
        make                                                                             | message
        ({ MoldableJob.ofRange(16, 1) { 1d } })                                          | 'not 16..1'
        ({ MoldableJob.ofRange(0, 1) { 1d } })                                           | 'not 0..1'
        ({ new MoldableJob([]) })                                                        | 'a number of nodes to choose'
        ({ new MoldableJob([new NodeOption(2, 1), new NodeOption(2, 3)]) })              | 'two run times on 2 nodes'
        ({ new NodeOption(0, 1) })                                                       | 'not 0 and 1.0'
        ({ new NodeOption(1, Double.NaN) })                                              | 'not 1 and NaN'
        ({ new RunLimits(0, 1, 1) })                                                     | 'at least 1 node, not 0'
        ({ new RunLimits(1, -1, 1) })                                                    | 'at least 0, not -1.0'
        ({ new RunLimits(1, 1, 1.5) })                                                   | 'but not 1.5'
    }

    def 'run times may be those of a model'() {
        given:
        RunTimeModel model = (0..<100).inject(new RunTimeModel([])) { learnt, i ->
            int nodes = 1 << (i % 4)
            learnt.finished(new JobFeatures(nodes, nodes, [:]), 3600 * (0.1 + 0.9 / nodes))
        } as RunTimeModel

        when:
        MoldableJob job = MoldableJob.ofRange(1, 32) { model.predict(new JobFeatures(it, it, [:])).mean() }

        then: 'an efficiency of a half is reached on up to 11 nodes'
        NodeChooser.choose([job], new RunLimits(32, ANY, 0.5)).get().options()[0].nodes() == 8
    }

    private static MoldableJob amdahl(double seconds, double serial) {
        MoldableJob.ofRange(1, 16) { seconds * (serial + (1 - serial) / it) }
    }

    /** Times fall with the nodes as a rule, and not always. */
    private static MoldableJob anyJob(Random random, int most) {
        double seconds = Math.exp(4 + 3 * random.nextDouble())
        double serial = random.nextDouble()**3
        List<Integer> nodes = (1..8).toList().shuffled(random).take(1 + random.nextInt(most))
        new MoldableJob(nodes.collect { new NodeOption(it, seconds * (serial + (1 - serial) / it) * (0.9 + 0.3 * random.nextDouble())) })
    }

    private static RunLimits someLimits(Random random, List<MoldableJob> jobs) {
        double hours = random.nextInt(3) ? needed(jobs) * (0.95 + random.nextDouble()) : ANY
        new RunLimits(6 + random.nextInt(20), hours, random.nextInt(3) ? random.nextDouble() : 0)
    }

    private static double needed(List<MoldableJob> jobs) {
        jobs.sum { job -> job.options().collect { it.nodeSeconds() }.min() } / 3600
    }

    private static List<NodeOption> cheapest(List<MoldableJob> jobs, RunLimits limits) {
        jobs.collect { job ->
            job.options().findAll { it.nodes() <= limits.machineNodes() }.min { it.nodeSeconds() } ?: job.options()[0]
        }
    }

    private static boolean descends(List<Double> times) {
        (1..<times.size()).every { times[it] <= times[it - 1] * (1 + 1e-12) }
    }

    private static boolean near(double left, double right) {
        left == right || Math.abs(left - right) <= 1e-9 * right
    }
}
