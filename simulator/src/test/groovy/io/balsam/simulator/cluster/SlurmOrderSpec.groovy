package io.balsam.simulator.cluster

import io.balsam.testkit.SlurmCluster
import io.balsam.testkit.SlurmSetup
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/**
 * The same jobs on a real Slurm and on the simulated cluster. Jobs end when the spec says so, one after the other, and
 * in between both must come to run the same jobs. So it does not matter how long Slurm takes. The limits of any two
 * jobs are five minutes apart, which is more than a test takes and more than the resolution of Slurm's plans.
 */
@Requires(value = { SlurmCluster.missing().empty }, reason = 'not all of Slurm is installed here, or there is no network')
class SlurmOrderSpec extends Specification {

    private static final int NODES = 4

    @Shared
    @AutoCleanup
    SlurmCluster slurm = SlurmCluster.start(SlurmSetup.of(NODES, 1)
        // A job in front is not judged by nodes that are still being cleaned.
        .with('CompleteWait', '10')
        // Only the first waiting job has a reservation.
        .with('SchedulerParameters',
            'bf_interval=2,sched_interval=2,sched_min_interval=10000,batch_sched_delay=0,bf_job_part_count_reserve=1'))

    @TempDir
    Path folder

    def cleanup() {
        slurm.run('scancel', '-u', System.getProperty('user.name'))
        within { assert slurm.run('sinfo', '-h', '-N', '-p', 'long', '-o', '%T').readLines() == ['idle'] * NODES }
    }

    def "jobs start in the same order: #what"() {
        given:
        def random = new Random(seed)
        def first = "s$seed-first" as String
        def jobs = [(first): [NODES, 60]] + shapes(random).withIndex(1).collectEntries { shape, i -> ["s$seed-j$i" as String, shape] }
        def run = new Run(NODES)
        Map<String, Long> ids = [:]

        when: 'they wait behind one that has all nodes'
        jobs.each { String name, List<Integer> shape ->
            ids[name] = run.submitOpen(name, shape[0], shape[1] * 60)
            submit(name, shape[0], shape[1])
            run.to(0)
        }
        def running = [first]
        int now = 0
        while (running) {
            running.each { assert run.state(ids[it]) == JobState.RUNNING }
            within { assert slurm.squeue('-h', '-t', 'R', '-o', '%j').readLines().sort() == running.sort(false) }
            def next = running[random.nextInt(running.size())]
            folder.resolve(next).text = ''
            run.cluster.finish(ids[next], true)
            run.to(++now)
            running = ids.keySet().findAll { run.state(ids[it]) == JobState.RUNNING }
        }
        def order = run.names(JobState.RUNNING)

        then: 'all ran, some before others that had come earlier'
        order.sort(false) == jobs.keySet().sort()
        order != jobs.keySet().toList()

        and: 'each began on Slurm no later than the next'
        def starts = slurm.squeue('-h', '-t', 'all', '-o', '%j %S').readLines()*.split(' ').collectEntries { [it[0], it[1]] }
        order.collect { starts[it] } == order.collect { starts[it] }.sort(false)

        where:
        what                                 | seed
        'a mixed load'                       | 1
        'more wide jobs'                     | 2
        'more narrow jobs'                   | 3
        'a node that is free, but planned'   | 6
    }

    /** Numbers of nodes and minutes. */
    private static List<List<Integer>> shapes(Random random) {
        def minutes = (1..9).collect { it * 5 }
        Collections.shuffle(minutes, random)
        minutes.collect { [1 + random.nextInt(NODES), it] }
    }

    private void submit(String name, int nodes, int minutes) {
        slurm.run('sbatch', '--parsable', '-J', name, '-N', "$nodes" as String, '-t', "$minutes" as String, '--exclusive',
            '-p', 'debug', '-D', folder as String, '-o', '/dev/null', '--wrap', "while [ ! -e $name ]; do sleep 0.1; done")
    }

    private static void within(Closure<?> block) {
        new PollingConditions(timeout: 60, delay: 0.1).eventually(block)
    }
}
