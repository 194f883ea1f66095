package io.balsam.engine.scaling

import static io.balsam.engine.scaling.FakeScalingSite.jobs
import static io.balsam.engine.scaling.FakeScalingSite.window
import static io.balsam.spi.BatchJobState.*

import io.balsam.engine.api.ScalingPlan
import io.balsam.engine.api.SiteView
import io.balsam.engine.packing.NodeSize
import io.balsam.spi.BackfillWindow
import io.balsam.spi.BatchJobInfo
import io.balsam.spi.Demand
import io.balsam.spi.JobMode
import io.balsam.spi.Partition
import io.balsam.spi.PluginConfig
import java.time.Duration
import java.time.ZonedDateTime
import spock.lang.Specification

/** What a site asks for: from what waits, what there is, and what is idle. */
class PlanningSpec extends Specification {

    def site = new FakeScalingSite()

    private ScalingPlan plan(Map settings = [:], String module = 'auto_scaler') {
        new Planning(ScalingReader.read(module, new PluginConfig(settings), null), site, new Refusals()).plan()
    }

    private static List<List<Integer>> sizes(ScalingPlan plan) {
        plan.queues()*.requests().flatten().collect { [it.nodes(), it.wallMinutes()] }
    }

    def "the shortest allocation on which the allowed nodes suffice is asked for: #what"() {
        given:
        site.demand = demand

        expect:
        sizes(plan(max_num_nodes: 8, min_wall_time_min: 10, max_wall_time_min: 120)) == asked

        where:
        what                                   | demand                                   || asked
        'nothing waits'                        | []                                       || []
        'one short job'                        | [jobs(1, 1, 2)]                          || [[1, 10]]
        'a share of a node'                    | [jobs(3, 0.25, 9)]                       || [[1, 10]]
        'four in one node'                     | [jobs(4, 0.25, 9)]                       || [[1, 10]]
        'one more'                             | [jobs(5, 0.25, 9)]                       || [[2, 10]]
        'all at once'                          | [jobs(8, 1, 20)]                         || [[8, 21]]
        'twice as many as nodes'               | [jobs(16, 1, 20)]                        || [[8, 41]]
        'a wide job and small ones'            | [jobs(1, 4, 30), jobs(8, 0.5, 10)]       || [[6, 31]]
        'a long job sets the length'           | [jobs(1, 1, 100), jobs(4, 1, 10)]        || [[2, 101]]
        'of unknown length: as long as allowed'| [jobs(3, 1, 0)]                          || [[3, 120]]
        'more than one allocation can do'      | [jobs(40, 1, 59)]                        || [[8, 119], [8, 119], [8, 60]]
    }

    def "what queued and running allocations will do is not asked for again"() {
        given:
        site.demand = [jobs(10, 1, 30)]
        site.batchJob(QUEUED, 4, 60)
        site.batchJob(RUNNING, 2, 60, 20)
        site.batchJob(QUEUED, 100, 60, 0, 'someone', tags: [a: 'b'])

        when: 'of the running nodes one is taken, and is free after a job at the latest'
        site.running = 1
        site.runningNodes = 1
        def queue = plan(max_num_nodes: 8).queues()[0]

        then:
        queue.runnable() == 10
        queue.covered() == 5
        queue.requests().collect { [it.nodes(), it.wallMinutes(), it.jobs()] } == [[5, 31, 5]]
    }

    def "only allocations that take such jobs count: #what"() {
        given:
        site.demand = [jobs(4, 1, 30)]
        site.batchJob(more, RUNNING, 4, 60)

        expect:
        plan([filter_tags: [a: '1'], job_mode: mode]).queues()[0].covered() == covered

        where:
        what                       | more                                   | mode     || covered
        'any tags'                 | [:]                                    | 'mpi'    || 4
        'these tags'               | [tags: [a: '1']]                       | 'mpi'    || 4
        'more tags'                | [tags: [a: '1', b: '2']]               | 'mpi'    || 0
        'no jobs of several ranks' | [mode: JobMode.SERIAL]                 | 'mpi'    || 0
        'jobs of one rank'         | [mode: JobMode.SERIAL]                 | 'serial' || 4
        'a part'                   | [parts: [part(3, [:]), part(1, [c: '3'])]] | 'mpi' || 3
    }

    private static Partition part(int nodes, Map<String, String> tags) { new Partition(JobMode.MPI, nodes, tags) }

    def "a small rest of jobs is left to the allocations of the others, not one of jobs that they cannot run"() {
        given:
        site.demand = [jobs(11, 1, 30), jobs(1, 6, 30)]
        site.batchJob(QUEUED, 5, 59)

        expect:
        plan(max_num_nodes: 8).queues()[0].requests().collect { [it.nodes(), it.jobs()] } == [[8, 7]]

        when:
        site.batchJob(QUEUED, 5, 40)

        then:
        plan(max_num_nodes: 8).queues()[0].requests().collect { [it.nodes(), it.jobs()] } == [[6, 1]]
    }

    def "nothing is asked for twice, however often it looks: #seed"() {
        given:
        def random = new Random(seed)
        site.demand = (1..1 + random.nextInt(6)).collect {
            jobs(1 + random.nextInt(200), random.nextBoolean() ? 1 + random.nextInt(8) : 1 / (1 + random.nextInt(8)), random.nextInt(100))
        }
        def settings = [max_num_nodes: 8 + random.nextInt(60), max_wall_time_min: 100 + random.nextInt(100), max_queued_jobs: 1 + random.nextInt(20)]

        when:
        plan(settings).queues()[0].requests().each { site.batchJob(QUEUED, it.nodes(), it.wallMinutes()) }
        def again = plan(settings).queues()[0]

        then: 'limits are kept'
        site.all.size() <= settings.max_queued_jobs
        site.all.every { it.request().nodes() <= settings.max_num_nodes && it.request().wallMinutes() <= settings.max_wall_time_min }

        and: 'all work has its allocation, or as many are asked for as may be'
        again.requests().empty
        again.covered() == again.runnable() || again.waits() == 'as many BatchJobs as may be are queued or running'

        where:
        seed << (1..200)
    }

    def "idle nodes are filled, by several allocations where they are idle for different times: #what"() {
        given:
        site.demand = demand
        site.windows = Optional.of(windows)

        expect:
        sizes(plan(use_backfill: true, max_num_nodes: 16, min_num_nodes: least, min_wall_time_min: 20, wall_time_pad_min: 5)) == asked

        where:
        what                                     | demand            | windows                       | least || asked
        'all fit'                                | [jobs(4, 1, 10)]  | [window(4, 60)]               | 1     || [[4, 20]]
        'no longer than needed'                  | [jobs(4, 1, 40)]  | [window(4, 60)]               | 1     || [[4, 41]]
        'one after the other'                    | [jobs(4, 1, 20)]  | [window(2, 60)]               | 1     || [[2, 41]]
        'the rest waits in the queue'            | [jobs(6, 1, 40)]  | [window(2, 60)]               | 1     || [[2, 41], [4, 41]]
        'windows that share nodes'               | [jobs(8, 1, 40)]  | [window(2, 300), window(3, 60)] | 1   || [[2, 161]]
        'too short'                              | [jobs(4, 1, 10)]  | [window(4, 24)]               | 1     || [[4, 20]]
        'too narrow'                             | [jobs(4, 1, 10)]  | [window(2, 60)]               | 3     || [[4, 20]]
    }

    def "idle nodes of any queue are filled before a request waits in another"() {
        given:
        site.demand = [jobs(10, 1, 30)]
        site.windows = Optional.of([window(6, 60, 'second')])

        when:
        def queues = plan(queues: [first: null, second: null]).queues()

        then:
        queues*.requests()*.collect { [it.nodes(), it.jobs()] } == [[[4, 4]], [[6, 6]]]
        queues*.waits() == ['', '']
    }

    def "a window without an end is said to have none"() {
        given:
        site.demand = [jobs(4, 1, 30)]
        site.windows = Optional.of([new BackfillWindow('', 8, length)])

        expect:
        plan().queues()[0].requests()[0].why() == "4 jobs on 4 nodes, in idle nodes: 8 $text"

        where:
        length                    || text
        BackfillWindow.NO_END     || 'with no end'
        Duration.ofMinutes(61)    || 'for 61 minutes'
    }

    def "elastic_queue with use_backfill asks for idle nodes only, where they are known: #windows"() {
        given:
        site.demand = [jobs(40, 1, 30)]
        site.windows = Optional.ofNullable(windows)

        expect:
        sizes(plan('elastic_queue', [:].tap { putAll(settings) })) == asked

        where:
        settings                | windows            || asked
        [:]                     | [window(30, 100)]  || [[20, 61]]
        [:]                     | [window(10, 100)]  || []
        [:]                     | []                 || []
        [:]                     | null               || [[40, 35]]
        [use_backfill: false]   | [window(30, 100)]  || [[40, 35]]
        [max_wall_time_min: 40] | [window(30, 100)]  || [[30, 35]]
    }

    private ScalingPlan plan(String module, Map settings) { plan(settings, module) }

    def "in idle nodes an allocation is as long as they are free while jobs wait for others: #what"() {
        given:
        site.demand = [jobs(4, 1, 20)]
        site.windows = Optional.of([new BackfillWindow('', 8, Duration.ofMinutes(300))])
        site.earlyJobs = early

        expect:
        sizes(plan(settings)) == [[4, minutes]]

        where:
        what                        | early | settings                                            || minutes
        'none does'                 | false | [:]                                                 || 21
        'some do'                   | true  | [:]                                                 || 295
        'no longer than allowed'    | true  | [max_wall_time_min: 120]                            || 120
        'not where node-hours count' | true | [max_node_hours_per_day: 100]                       || 21
    }

    def "queue_maintainer keeps a number of BatchJobs"() {
        given:
        site.batchJob(QUEUED, 3, 7, 0, 'queue_maintainer', queue: 'debug')
        site.batchJob(RUNNING, 3, 7, 0, 'queue_maintainer', queue: 'debug')
        site.batchJob(FINISHED, 3, 7, 0, 'queue_maintainer', queue: 'debug')

        expect:
        sizes(plan('queue_maintainer', [submit_queue: 'debug', num_queued_jobs: 4, num_nodes: 3, wall_time_min: 7])) == [[3, 7], [3, 7]]
    }

    def "one that waits too long is asked for again in a smaller shape, never one of a user"() {
        given:
        site.demand = [jobs(8, 1, 20), jobs(1, 3, 20)]
        site.batchJob(QUEUED, 11, 60, 61)
        site.batchJob(QUEUED, 11, 60, 61, 'someone')
        site.set(2, FINISHED)

        when:
        def queue = plan(max_num_nodes: 20, max_queue_wait_time_min: 60).queues()[0]

        then:
        queue.withdrawals()*.batchJob() == [1L]
        queue.requests()*.nodes().max() == 5

        when: 'it cannot be smaller'
        site.set(1, DELETED)
        site.batchJob(QUEUED, 3, 360, 61)
        site.demand = [jobs(1, 3, 20)]

        then:
        plan(max_queue_wait_time_min: 60).queues()[0].withdrawals().empty
    }

    def "what is queued is withdrawn when no job is left, and only then"() {
        given:
        site.batchJob(QUEUED, 4, 60)
        site.batchJob(QUEUED, 4, 60, 0, 'someone')
        site.batchJob(RUNNING, 4, 60)

        expect:
        plan().queues()[0].withdrawals().empty

        when:
        site.jobsLeft = false

        then:
        plan().queues()[0].withdrawals()*.batchJob() == [1L]
    }

    def "jobs that no allocation can run are told of and never asked for"() {
        given:
        site.demand = [jobs(2, 9, 10), jobs(3, 1, 500), jobs(1, 1, 10)]
        site.limits = [new SiteView.Queue('small', 4, 60, 10), new SiteView.Queue('large', 16, 60, 10)]

        when:
        def plan = plan(queues: [small: null, large: [max_num_nodes: 12]])

        then: 'the first queue takes what it can'
        plan.queues()*.requests()*.collect { [it.nodes(), it.jobs()] } == [[[1, 1]], [[9, 2]]]
        plan.unserved() == ['3 jobs with 1 node for 8h20m each: no allocation that may be asked for is large enough']
    }

    def "serial launchers are not asked for to run jobs of several nodes"() {
        given:
        site.demand = [jobs(2, 2, 10), jobs(3, 0.5, 10)]

        when:
        def plan = plan(job_mode: 'serial')

        then:
        plan.queues()[0].requests().collect { [it.nodes(), it.jobs()] } == [[2, 3]]
        plan.queues()[0].runnable() == 5
        plan.unserved() == ['2 jobs with 2 nodes for 10m each: no allocation that may be asked for is large enough']
    }

    def "serial launchers are not asked for to run jobs of several ranks on one node"() {
        given:
        site.demand = [new Demand(3, 1, 0, 4, 0, 0, [:], Duration.ofMinutes(10), 0.5, Duration.ZERO, 4), jobs(3, 0.5, 10)]

        expect:
        plan(job_mode: 'serial').queues()[0].requests()*.jobs() == [3L]
        plan(job_mode: 'serial').unserved() == ['3 jobs with 1 node for 10m each: no allocation that may be asked for is large enough']
        plan(job_mode: 'mpi').queues()[0].requests()*.jobs() == [6L]
    }

    def "jobs fill a share of what the nodes of a queue have, where that is known: #what"() {
        given: 'the site takes them to fill half a node each'
        site.demand = [new Demand(16, 1, 0, cores, gpus, memory, [:], Duration.ofMinutes(10), 0.5, Duration.ZERO, 1)]
        site.defaultQueue = 'q'
        site.nodes = [q: nodes]

        expect:
        plan(max_num_nodes: 100, max_wall_time_min: 11).queues()[0].requests()*.nodes() == asked

        where:
        what                           | cores | gpus | memory | nodes                                              || asked
        'not known'                    | 1     | 0    | 0      | []                                                 || [8]
        'cores'                        | 1     | 0    | 0      | [new NodeSize(4, 0, 0)]                            || [4]
        'GPUs'                         | 1     | 1    | 0      | [new NodeSize(64, 2, 0)]                           || [8]
        'memory'                       | 1     | 0    | 9      | [new NodeSize(64, 0, 9)]                           || [16]
        'the largest nodes that do'    | 1     | 1    | 0      | [new NodeSize(64, 0, 0), new NodeSize(32, 4, 0)]   || [4]
        'no node has as much'          | 1     | 1    | 0      | [new NodeSize(64, 0, 0)]                           || []
    }

    def "jobs that the nodes of one queue are too small for are asked for in another"() {
        given:
        site.demand = [new Demand(4, 1, 0, 1, 1, 0, [:], Duration.ofMinutes(10), 0.5, Duration.ZERO, 1), jobs(4, 1, 10)]
        site.nodes = [cpu: [new NodeSize(1, 0, 0)], gpu: [new NodeSize(8, 4, 0)]]

        when:
        def plan = plan(queues: [cpu: null, gpu: null])

        then:
        plan.queues()*.requests()*.collect { [it.nodes(), it.jobs()] } == [[[4, 4]], [[1, 4]]]
        plan.unserved() == []
    }

    def "the batch system is asked for idle nodes once a round, and only if jobs wait for nodes"() {
        given:
        def queues = [queues: [a: null, b: null]]

        when:
        plan(queues)

        then:
        site.asked == 0

        when:
        site.demand = [jobs(500, 1, 300)]
        plan(queues)

        then:
        site.asked == 1
    }

    def "what older settings have asked for is withdrawn"() {
        given:
        site.demand = [jobs(2, 1, 10)]
        site.batchJob(QUEUED, 2, 60, queue: 'a')
        site.batchJob(RUNNING, 2, 60, queue: 'a')
        site.batchJob([queue: 'a'], QUEUED, 2, 60, 0, 'someone')
        site.batchJob(QUEUED, 2, 60, queue: 'b', tags: [x: 'y'])
        site.batchJob(QUEUED, 2, 60, queue: 'b')

        expect:
        plan(queues: [b: null]).queues()[0].withdrawals()*.batchJob() == [1L, 4L]
    }

    def "queues that are charged to one project share its limit, with BatchJobs of users"() {
        given:
        site.demand = [jobs(100, 1, 59)]
        site.batchJob(RUNNING, 5, 60, 0, 'someone', tags: [not: 'counted'])

        when:
        def plan = plan(max_node_hours_of_project: 20, max_num_nodes: 10, max_wall_time_min: 60, max_queued_jobs: 1, queues: [a: null, b: null])

        then:
        plan.queues()*.requests()*.collect { it.nodes() } == [[10], [5]]
    }

    def "limits: #what"() {
        given:
        site.demand = [jobs(100, 1, 59)]
        site.limits = [new SiteView.Queue('q', 10, 60, 3)]
        site.defaultQueue = 'q'
        site.now = ZonedDateTime.parse('2026-03-02T12:00:00Z')
        site.batchJob(FINISHED, 10, 60, 90, queue: 'q', ended: 60)
        site.batchJob(FINISHED, 10, 60, 3000, queue: 'q', ended: 2900)

        when:
        def queue = plan(settings).queues()[0]

        then:
        queue.requests()*.nodes() == asked
        queue.waits().startsWith(waits)

        where:
        what                  | settings                       || asked        | waits
        'of the queue'        | [:]                            || [10, 10, 10] | 'as many BatchJobs as may be'
        'of the settings'     | [max_queued_jobs: 1]           || [10]         | 'as many BatchJobs as may be'
        'node hours'          | [max_node_hours_per_day: 16]   || [10, 1]      | 'max_node_hours_per_day is 16: 16.0 are taken'
        'of the project'      | [max_node_hours_of_project: 40] || [10, 8]     | 'max_node_hours_of_project is 40: 39.7 are taken'
        'used up'             | [max_node_hours_of_project: 20] || []          | 'max_node_hours_of_project is 20: 21.7 are taken'
        'the lower one'       | [max_node_hours_of_project: 40, max_node_hours_per_day: 16] || [10, 1] | 'max_node_hours_per_day is 16: 16.0 are taken'
        'quiet'               | [quiet_hours: '08:00-18:00']   || []           | 'nothing is asked for from 08:00 to 18:00'
        'quiet over midnight' | [quiet_hours: '18:00-12:01']   || []           | 'nothing is asked for from 18:00 to 12:01'
        'not quiet'           | [quiet_hours: '12:01-12:00', max_queued_jobs: 1] || [10] | 'as many'
        'too large for it'    | [min_num_nodes: 11, max_num_nodes: 20] || []   | 'its settings ask for 11 nodes at least, the queue gives 10'
    }

    /** Adds BatchJobs that waited for some minutes, an hour ago; null for ones that wait still. */
    private void waited(int nodes, int minutes, Integer wait) {
        6.times {
            def job = site.batchJob(wait == null ? QUEUED : FINISHED, nodes, minutes, 90, 'someone', ended: wait == null ? null : 0, tags: [not: 'counted'])
            def began = wait == null ? null : job.submitted() + Duration.ofMinutes(wait)
            site.all[-1] = new BatchJobInfo(job.id(), job.owner(), job.request(), job.state(), 's', '', job.created(), job.submitted(), began, job.ended())
        }
    }

    def "several small allocations are asked for where they start sooner, one large one where not: #what"() {
        given:
        site.demand = [jobs(32, 1, minutes)]
        waits.each { waited(*it) }

        when:
        def queue = plan([max_num_nodes: 16, max_wall_time_min: 240] + settings).queues()[0]

        then:
        queue.requests().collect { [it.nodes(), it.wallMinutes()] } == asked
        queue.requests()*.jobs().sum() == 32

        where:
        what                                | minutes | settings                | waits                              || asked
        'nothing is known'                  | 30      | [:]                     | []                                 || [[16, 61]]
        'of the large one only'             | 30      | [:]                     | [[64, 61, 80]]                     || [[16, 61]]
        'of the small ones only'            | 30      | [:]                     | [[1, 61, 1]]                       || [[16, 61]]
        'small ones start soon'             | 30      | [:]                     | [[16, 61, 80], [4, 61, 5]]         || [[4, 61]] * 4
        'the large one does not start'      | 30      | [:]                     | [[16, 61, null], [4, 61, 5]]       || [[4, 61]] * 4
        'small ones do not start'           | 30      | [:]                     | [[16, 61, 80], [4, 61, null]]      || [[16, 61]]
        'small ones start later'            | 30      | [:]                     | [[16, 61, 5], [4, 61, 80]]         || [[16, 61]]
        'little is gained'                  | 30      | [:]                     | [[16, 61, 20], [4, 61, 15]]        || [[16, 61]]
        'small ones are not allowed'        | 30      | [min_num_nodes: 9]      | [[16, 61, 80], [4, 61, 5]]         || [[16, 61]]
        'so many are not allowed'           | 30      | [max_queued_jobs: 1]    | [[16, 61, 80], [4, 61, 5]]         || [[16, 61]]
        'short ones start soon'             | 10      | [min_num_nodes: 16, max_num_nodes: 16] | [[16, 21, 80], [16, 11, 5]] || [[16, 11]] * 2
        'jobs are too long for short ones'  | 20      | [min_num_nodes: 16, max_num_nodes: 32] | [[32, 21, 80], [32, 11, 5]] || [[32, 21]]
    }

    def "a request says how long ones like it waited, and why there are several"() {
        given:
        site.demand = [jobs(32, 1, 30)]
        waited(16, 61, 80)
        waited(4, 61, 5)

        when:
        def request = plan(max_num_nodes: 16).queues()[0].requests()[0]

        then:
        request.queueWait().get().median().length() == Duration.ofMinutes(5)
        request.why() == '8 jobs on 4 nodes, in 4 parts, since such ones waited 5m lately, and not 1h20m'
    }
}
