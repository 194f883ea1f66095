package io.balsam.examples

import io.balsam.testkit.SlurmCluster
import io.balsam.testkit.SlurmSetup
import java.nio.file.Files
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

    def "a node dies under jobs that srun has started there: none of them counts as ended, and all continue"() {
        given:
        String run = begin([:], [], [pause: 3])
        String dying = slurm.run('scontrol', 'show', 'hostnames', nodes(first)).readLines().find { it != headNode(first) }
        site.until { assert site.balsam.jobs('--run', run, '--state', 'RUNNING').any { it.node == dying } }

        when:
        slurm.killNode(dying)
        slurm.noticeDown(dying)
        def jobs = site.jobs(run)

        then:
        balanced(jobs)
        moved(jobs)

        cleanup:
        slurm.startNode(dying)
        idle()
    }

    def "an allocation outlives one of its nodes: nothing can be created there, and no job fails for that"() {
        given:
        String run = begin([plugins: '{scheduler: {slurm: {flags: [--no-kill]}}}'], [], [wide: 0, small: 27])
        String dying = slurm.run('scontrol', 'show', 'hostnames', nodes(first)).readLines().find { it != headNode(first) }

        when:
        slurm.killNode(dying)
        slurm.noticeDown(dying)
        site.balsam.expect('queue', 'rm', second)
        def jobs = site.jobs(run)

        then:
        balanced(jobs)
        site.batchJob(first).state == 'RUNNING'

        cleanup:
        slurm.startNode(dying)
        idle()
    }

    def "a step is cancelled by someone else, or preempted: its job was stopped, has not failed, and continues"() {
        given:
        String run = begin([:], [], [pause: 3])

        when:
        slurm.squeue('-h', '-s', '-j', site.batchJob(first).scheduler_id, '-o', '%i').readLines()
            .findAll { it ==~ /\d+\.\d+/ }.each { slurm.run('scancel', it) }
        def jobs = site.jobs(run)

        then:
        balanced(jobs)
        jobs.any { it.attempts > 1 }
    }

    def "programs that srun has started get SIGTERM and time to save: wall time, 'job cancel', 'queue rm'"() {
        given:
        site = new AgentSite(directory, 'slurm', [kill_grace: 20], slurm.environment())
        site.start()
        first = site.submit('-n', 3, '-t', 10, '-q', 'debug')
        String run = site.run(Path.of(SlurmFaultsSpec.getResource('saving.groovy').toURI()))
        Path data = directory.resolve("data/$run")
        site.until { assert ['given-back', 'several-ranks', 'overtime', 'cancelled'].every { Files.exists(data.resolve("$it/begun")) } }

        expect: 'steps have the name of their job'
        slurm.squeue('-h', '-s', '-j', site.batchJob(first).scheduler_id, '-o', '%j').contains('balsam-')

        when:
        site.balsam.call('job', 'cancel', site.balsam.jobs('--run', run).find { it.workdir.endsWith('cancelled') }.id)

        then:
        site.until { assert ['overtime', 'cancelled'].every { Files.exists(data.resolve("$it/saved")) } }

        when:
        site.balsam.expect('queue', 'rm', first)

        then:
        site.end(first) == 'DELETED'
        ['given-back', 'several-ranks'].every { Files.exists(data.resolve("$it/saved")) }
        site.balsam.jobs('--run', run).every { it.state in ['RESTART_READY', 'RUNNING', 'CANCELLED'] }
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

    def "an allocation is cancelled with 'queue rm': its jobs time out regularly and continue in the other one"() {
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

    def "the agent is killed and restarted in the middle: running jobs continue, and nothing runs twice"() {
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

    private String nodes(int batchJob) {
        slurm.squeue('-h', '-j', site.batchJob(batchJob).scheduler_id, '-o', '%N')
    }

    private String headNode(int batchJob) {
        slurm.squeue('-h', '-j', site.batchJob(batchJob).scheduler_id, '-o', '%B')
    }

    private void idle() {
        site.until { assert slurm.run('sinfo', '-h', '-N', '-p', 'long', '-t', 'idle,alloc,mix', '-o', '%N').readLines().size() == 4 }
    }
}
