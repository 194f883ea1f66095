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

/** Somebody else's job in a partition of higher priority takes an allocation away, after a time of grace. */
@Requires(value = { SlurmCluster.missing().empty }, reason = 'not all of Slurm is installed here, or there is no network')
class SlurmPreemptionSpec extends Specification {

    @Shared
    @AutoCleanup
    SlurmCluster slurm = SlurmCluster.start(SlurmSetup.of(1, 4)
        .with('PreemptType', 'preempt/partition_prio').with('PreemptMode', 'REQUEUE')
        .withPartition('cancelled', 'PriorityTier=1 PreemptMode=CANCEL GraceTime=10')
        .withPartition('requeued', 'PriorityTier=1 PreemptMode=REQUEUE GraceTime=10')
        .withPartition('urgent', 'PriorityTier=9 PreemptMode=OFF'))

    @TempDir
    Path directory

    @AutoCleanup
    AgentSite site

    Path go
    String run

    def "an allocation is preempted for good: its jobs save, none has failed, and they go on in another one"() {
        given:
        int first = begin('cancelled')

        when:
        String outsider = preempt()

        then: 'each has been told, and has had time'
        site.until { assert workdirs().every { Files.exists(it.resolve('saved')) } }

        and:
        site.end(first) == 'FAILED'
        site.batchJob(first).message.startsWith('PREEMPTED')
        site.balsam.jobs('--run', run)*.state.unique() == ['RESTART_READY']

        when:
        slurm.run('scancel', outsider)
        int second = site.submit('-n', 1, '-t', 10, '-q', 'debug')
        Files.createFile(go)
        def jobs = site.jobs(run)

        then:
        stopped(jobs)
        jobs.every { site.allocations(it).unique() == [first, second] }
        site.batchJob(second).state == 'RUNNING'
    }

    def "an allocation is preempted and waits for its nodes again: its jobs save, and go on in the same BatchJob"() {
        given:
        int only = begin('requeued', [plugins: '{scheduler: {slurm: {requeue: true}}}'])

        when:
        String outsider = preempt()

        then:
        site.until { assert site.batchJob(only).state == 'QUEUED' }
        workdirs().every { Files.exists(it.resolve('saved')) }
        site.balsam.jobs('--run', run)*.state.unique() == ['RESTART_READY']

        when:
        slurm.run('scancel', outsider)
        Files.createFile(go)
        def jobs = site.jobs(run)

        then:
        stopped(jobs)
        jobs.every { site.allocations(it).unique() == [only] }
        site.batchJob(only).state == 'RUNNING'
        site.balsam.events('--run', run).findAll { it.to == 'RUNNING' }*.data*.session.unique().size() == 2
    }

    /** A site with an allocation in that partition, and jobs that run there. */
    private int begin(String partition, Map<String, ?> settings = [:]) {
        go = directory.resolve('go')
        site = new AgentSite(directory, 'slurm', settings, slurm.environment())
        site.start()
        int allocation = site.submit('-n', 1, '-t', 10, '-q', partition)
        run = site.run(Path.of(SlurmPreemptionSpec.getResource('preempted.groovy').toURI()), [go: go])
        site.until { assert workdirs().every { Files.exists(it.resolve('begun')) } }
        allocation
    }

    /** Somebody else's job, which needs the node. */
    private String preempt() {
        slurm.run('sbatch', '--parsable', '-p', 'urgent', '-N', '1', '--exclusive', '-o', '/dev/null', '--wrap', 'sleep 600')
    }

    private List<Path> workdirs() {
        ['single/0', 'single/1', 'ranks'].collect { directory.resolve("data/$run/$it") }
    }

    /** They have finished, were cut off before that, and at no time had failed. */
    private void stopped(List<Map> jobs) {
        assert jobs*.state.unique() == ['JOB_FINISHED']
        jobs.each { job ->
            def states = site.balsam.events('--run', run).findAll { it.job == job.id }*.to
            assert states.contains('RUN_TIMEOUT')
            assert !states.contains('RUN_ERROR')
        }
    }
}
