package io.balsam.examples

import io.balsam.testkit.SlurmCluster
import io.balsam.testkit.SlurmSetup
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** Parts of a real Slurm cluster fail, or of Balsam; the books balance each time. */
@Requires(value = { SlurmCluster.missing().empty }, reason = 'not all of Slurm is installed here, or there is no network')
class SlurmFaultsSpec extends Specification {

    private static final Path SCRIPT = Path.of(SlurmFaultsSpec.getResource('faults.groovy').toURI())
    private static final List<String> TWO_NODES = ['-n', 2, '-t', 10, '-q', 'debug']

    @Shared
    @AutoCleanup
    SlurmCluster slurm = SlurmCluster.start(SlurmSetup.of(4, 2))

    @TempDir
    Path directory

    @AutoCleanup
    AgentSite site

    Ledger ledger
    int first
    int second

    def "a launcher is killed: its jobs go on in the other allocation"() {
        given:
        String run = begin()

        when:
        site.killLauncher(first)
        def jobs = site.jobs(run)

        then:
        balanced(jobs)
        moved(jobs)
        site.end(first) == 'FAILED'
    }

    def "a launcher on a node that dies is not waited for longer than its lease, even before Slurm notices"() {
        given:
        String run = begin(lease: 5)
        String head = headNode(first)

        when:
        slurm.killNode(head)
        def jobs = site.jobs(run)

        then:
        balanced(jobs)
        moved(jobs)

        when:
        slurm.noticeDown(head)

        then:
        site.end(first) == 'FAILED'

        cleanup:
        slurm.startNode(head)
        idle()
    }

    def "somebody cancels an allocation with scancel: its jobs go on in the other one"() {
        given:
        String run = begin()

        when:
        slurm.run('scancel', site.batchJob(first).scheduler_id)
        def jobs = site.jobs(run)

        then:
        balanced(jobs)
        moved(jobs)
        site.end(first) in ['FAILED', 'DELETED', 'FINISHED']
    }

    def "an allocation is given back with 'queue rm': its jobs time out in good order and go on in the other one"() {
        given: 'jobs that take longer than the command'
        String run = begin([:], [], [pause: 4])

        when:
        site.balsam.expect('queue', 'rm', first)
        def jobs = site.jobs(run)

        then:
        balanced(jobs)
        moved(jobs)
        site.end(first) == 'DELETED'
    }

    def "the agent is killed and started again in the middle: what runs goes on, and nothing runs twice"() {
        given:
        String run = begin()

        when:
        site.killAgent()
        site.start()
        def jobs = site.jobs(run)

        then:
        balanced(jobs)
        jobs*.attempts.unique() == [1]
        site.status().launchers*.batch_job as Set == [first, second] as Set
    }

    def "Slurm's controller is away for a while: serial launchers need no step for a job, and go on"() {
        given:
        String run = begin([:], ['-j', 'serial'], [wide: 0, small: 27])

        when:
        slurm.stopController()
        site.until { assert site.status().modules.find { it.name == 'batch_job_manager' }.note.contains('does not answer') }
        def jobs = site.jobs(run)
        slurm.startController()

        then:
        balanced(jobs)
        jobs*.attempts.unique() == [1]

        and: 'the allocations have lived through it'
        site.until { assert [first, second].every { site.batchJob(it).state == 'RUNNING' } }

        cleanup:
        idle()
    }

    def "Slurm's controller is started again: jobs of mpi mode wait for it, and for the nodes to be known to it"() {
        given:
        String run = begin()

        when:
        slurm.stopController()
        slurm.startController()
        def jobs = site.jobs(run)

        then:
        balanced(jobs)
        jobs*.attempts.unique() == [1]

        cleanup:
        idle()
    }

    /** A site, two allocations that have work, and some of it done. */
    private String begin(Map<String, ?> settings = [:], List<String> mode = [], Map<String, ?> parameters = [:]) {
        ledger = new Ledger(directory.resolve('ledger'))
        site = new AgentSite(directory, 'slurm', [lease: 60] + settings, slurm.environment())
        site.start()
        first = site.submit(*TWO_NODES, *mode)
        second = site.submit(*TWO_NODES, *mode)
        site.untilRunning(first, second)
        String run = site.run(SCRIPT, [ledger: ledger.file] + parameters)
        site.until {
            assert site.balsam.jobs('--run', run, '--state', 'RUNNING').any { it.batch_job == first }
            assert ledger.size() > 2
        }
        run
    }

    /** Every job has run and finished once, as often as was recorded, and nothing of it is left. */
    private void balanced(List<Map> jobs) {
        assert jobs.size() == 28
        assert ledger.faults(jobs, site.balsam.events('--run', jobs[0].run)) == []
        site.until { assert site.running() == [] }
        site.until { assert site.status().launchers*.jobs.every { it == 0 } }
    }

    /** Some jobs began in the first allocation and finished in the second, and none the other way round. */
    private void moved(List<Map> jobs) {
        def again = jobs.findAll { it.attempts > 1 }
        assert !again.empty
        again.each { assert site.allocations(it).unique() == [first, second] }
    }

    private String headNode(int batchJob) {
        slurm.squeue('-h', '-j', site.batchJob(batchJob).scheduler_id, '-o', '%B')
    }

    private void idle() {
        site.until { assert slurm.run('sinfo', '-h', '-N', '-p', 'long', '-t', 'idle,alloc,mix', '-o', '%N').readLines().size() == 4 }
    }
}
