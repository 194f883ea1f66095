package io.balsam.examples

import io.balsam.testkit.SlurmCluster
import io.balsam.testkit.SlurmSetup
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** The same script on sites of two kinds, and what it gives. */
class ClusterSpec extends Specification {

    private static final Path SCRIPT = BalsamCommand.EXAMPLES.resolve('cluster.groovy')
    private static final List<String> PARTS = ['-p', 'mpi:2:kind=mpi', '-p', 'serial:1:kind=serial']

    @Shared
    @AutoCleanup
    SlurmCluster slurm

    @TempDir
    Path directory

    @AutoCleanup
    AgentSite site

    @Requires(value = { MpiSpec.installed('mpirun') }, reason = 'no mpirun on this machine; Debian: apt-get install openmpi-bin')
    def "on a local site: parts of an allocation, a time limit, and the rest in another allocation"() {
        given:
        // This machine counts as three nodes of two cores each.
        site = new AgentSite(directory, 'local',
            [cores: 2, launcher_margin: 45, plugins: '{scheduler: {local: {nodes: 3}}}'])

        when:
        def jobs = runInTwoAllocations('local')

        then:
        checked(jobs)
        jobs.findAll { it.app == 'wide' }*.data*.hosts*.size() == [1, 1]
    }

    @Requires(value = { SlurmCluster.missing().empty }, reason = 'not all of Slurm is installed here, or there is no network')
    def "on Slurm: the same script, the same commands, the same results"() {
        given:
        slurm = SlurmCluster.start(SlurmSetup.of(3, 4))
        site = new AgentSite(directory, 'slurm', [launcher_margin: 45], slurm.environment())

        when:
        def jobs = runInTwoAllocations('debug')

        then:
        checked(jobs)

        and: 'each wide job had two nodes, and none of the third, which was for the serial jobs'
        jobs.findAll { it.app == 'wide' }*.data*.hosts == [['n01', 'n02']] * 2
        placements(jobs, 'small').every { it == ['n03'] }
    }

    private List<Map> runInTwoAllocations(String queue) {
        site.start()
        String run = site.run(SCRIPT, [nodes: 2, steps: 80])
        int first = site.submit('-n', 3, '-t', 1, '-q', queue, *PARTS)
        String end = site.end(first)
        assert end == 'FINISHED'
        // Its hook may still be deciding.
        site.until { assert site.balsam.jobs('--run', run, '--app', 'long')*.state == ['RESTART_READY'] }
        site.submit('-n', 2, '-t', 5, '-q', queue)
        site.jobs(run)
    }

    /** What must be so wherever it ran. */
    private void checked(List<Map> jobs) {
        assert jobs*.state.unique() == ['JOB_FINISHED']
        assert jobs.find { it.app == 'report' }.result == [ranks: [[0, 1, 2, 3]] * 2, squares: 91, steps: 80]
        def longOne = jobs.find { it.app == 'long' }
        assert longOne.attempts == 2
        assert site.allocations(longOne) == [1, 2]
        assert longOne.data.runs == [1, 2]
        assert mostAtOnce(jobs.findAll { it.app == 'small' }) >= 2
    }

    private static int mostAtOnce(List<Map> jobs) {
        def spans = jobs.collect { job -> ['began', 'ended'].collect { new File(job.workdir, it).text as BigDecimal } }
        spans.collect { at -> spans.count { it[0] <= at[0] && at[0] < it[1] } }.max()
    }

    private List<List<String>> placements(List<Map> jobs, String app) {
        def events = site.balsam.events('--run', jobs[0].run)
        jobs.findAll { it.app == app }.collect { job ->
            events.findAll { it.job == job.id && it.to == 'RUNNING' }*.data*.node
        }
    }
}
