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

/** Jobs are steps of an allocation that Balsam packs by itself: none waits inside srun for what Slurm's books say. */
@Requires(value = { SlurmCluster.missing().empty }, reason = 'not all of Slurm is installed here, or there is no network')
class SlurmStepsSpec extends Specification {

    /** As many as the machine has, so that make-believe nodes can bind to them. */
    private static final int CORES = Math.max(2, Runtime.runtime.availableProcessors())

    /** A step has the whole memory of its node there, unless it says otherwise. */
    @Shared
    @AutoCleanup
    SlurmCluster slurm = SlurmCluster.start(SlurmSetup.of(2, CORES).withGpus(2)
        .with('SelectTypeParameters', 'CR_CPU_Memory').with('DefMemPerNode', '1500').with('TaskPlugin', 'task/affinity'))

    @TempDir
    Path directory

    @AutoCleanup
    AgentSite site

    def "where Slurm counts memory, jobs on one node run side by side, on their own cores, with the GPUs they asked for"() {
        given:
        site = new AgentSite(directory, 'slurm', [:], slurm.environment())
        site.start()
        int most = Math.min(2 * CORES, 8)
        Path folder = Files.createDirectory(directory.resolve('begun'))

        when:
        site.submit('-n', 2, '-t', 10, '-q', 'debug')
        def jobs = site.jobs(site.run(script('cores'), [folder: folder, jobs: most, atOnce: most]))

        then: 'they waited for each other, with a wall time that one after another would not have kept'
        jobs*.state.unique() == ['JOB_FINISHED']
        jobs*.attempts.unique() == [1]

        and: 'on each node no core and no half of a GPU was given twice'
        def events = site.balsam.events('--run', jobs[0].run)
        def small = jobs.findAll { it.app == 'core' }
        def places = small.collect { job -> [events.find { it.job == job.id && it.to == 'RUNNING' }.data.node, read(job, 'cores')] }
        !binds() || places.toSet().size() == most
        small.countBy { job -> [events.find { it.job == job.id && it.to == 'RUNNING' }.data.node, read(job, 'gpus')] }
            .every { place, count -> place[1] in ['0', '1'] && count <= 2 }

        and:
        def seen = { String job -> new File(jobs.find { it.workdir.endsWith("/$job") }.workdir as String, 'job.out').readLines() }
        seen('wide') == ['0,1 0,1'] * 4
        seen('none') == [' -1'] * 2
        seen('wide-none') == [' -1'] * 4
    }

    def "memory and licences are never over-committed: jobs run side by side only if they fit together"() {
        given: 'nodes of 2000 MB, and a licence for two jobs at a time'
        site = new AgentSite(directory, 'slurm', [resources: '{licence: 2}'], slurm.environment())
        site.start()

        when:
        site.submit('-n', 2, '-t', 10, '-q', 'debug')
        def jobs = site.jobs(site.run(script('amounts')))

        then:
        jobs*.state.unique() == ['JOB_FINISHED']
        def events = site.balsam.events('--run', jobs[0].run)
        def heavy = jobs.findAll { it.app == 'heavy' }.groupBy { job -> events.find { it.job == job.id && it.to == 'RUNNING' }.data.node }
        heavy.values().every { mostAtOnce(it) == 1 }
        mostAtOnce(jobs.findAll { it.app == 'licensed' }) <= 2
    }

    def "Slurm's controller crashes and takes ended steps for running ones: the allocation continues"() {
        given:
        def ledger = new Ledger(directory.resolve('ledger'))
        site = new AgentSite(directory, 'slurm', [:], slurm.environment())
        site.start()
        int allocation = site.submit('-n', 2, '-t', 10, '-q', 'debug')
        site.untilRunning(allocation)
        slurm.awaitSaved(site.batchJob(allocation).scheduler_id)
        String run = site.run(script('faults'), [ledger: ledger.file, small: 4 * CORES, wide: 1, pause: 2])
        site.until { assert ledger.size() > 2 }

        when: 'steps end while it is away'
        slurm.crashController()
        int begun = ledger.size()
        site.until { assert site.balsam.jobs('--run', run, '--state', 'JOB_FINISHED').size() >= Math.min(begun, 2) }
        slurm.startController()
        def jobs = site.jobs(run)

        then:
        ledger.faults(jobs, site.balsam.events('--run', run)) == []
        jobs*.attempts.unique() == [1]
    }

    def "a program's files have only its own output; srun's messages have a file of their own"() {
        given:
        site = new AgentSite(directory, 'slurm', [:], slurm.environment())
        site.start()

        when:
        site.submit('-n', 1, '-t', 10, '-q', 'debug')
        def jobs = site.jobs(site.run(script('printing')))
        def lines = { String job, String file -> new File(jobs.find { it.workdir.endsWith(job) }.workdir as String, file).readLines() }

        then: 'nothing was lost when the step was ended'
        jobs*.exit_code == [3, 3, 3]
        lines('apart', 'job.err') == ['err'] * 2
        !new File(jobs.find { it.workdir.endsWith('merged') }.workdir as String, 'job.err').exists()
        lines('merged', 'job.out').every { it in ['out', 'err'] }

        and:
        ['apart', 'merged'].each { job ->
            assert lines(job, 'job.launch.log').any { it.startsWith('srun: ') }
            assert lines(job, 'job.launch.log').every { it ==~ /(srun|slurmstepd-.*): .*/ }
        }
        site.balsam.expect('job', 'logs', jobs.find { it.workdir.endsWith('apart') }.id, '--launch').out.contains('Exited with exit code 3')

        and: 'who has srun label lines finds them labelled'
        !new File(jobs.find { it.workdir.endsWith('labelled') }.workdir as String, 'job.launch.log').exists()
        lines('labelled', 'job.err').findAll { it.endsWith('err') }.every { it ==~ /[01]: err/ }
    }

    def "srun's errors are reported as the cause of a failure, its progress messages are not"() {
        given:
        site = new AgentSite(directory, 'slurm', [:], slurm.environment())
        site.start()
        site.submit('-n', 1, '-t', 10, '-q', 'debug')

        when:
        def out = site.balsam.call('run', script('refused')).out.readLines()

        then:
        ['silent: exit code 3', "refused: exit code 255: srun: unrecognized option '--nonsense'"].each { failure ->
            int line = out.findIndexOf { it ==~ /. job \d+ \Q$failure\E/ }
            assert out[line + 1] =~ /more: \S*balsam job logs \d+ --launch$/
        }

        and:
        def told = { String app -> site.balsam.expect('explain', site.balsam.jobs('--app', app)[0].id).out }
        told('silent') =~ /balsam job logs \d+ --launch shows what its MPI runner said/
        !told('silent').contains('srun:')
        told('refused').contains("srun: unrecognized option '--nonsense'")
    }

    private static int mostAtOnce(List<Map> jobs) {
        def spans = jobs.collect { job -> ['began', 'ended'].collect { read(job, it) as BigDecimal } }
        spans.collect { at -> spans.count { it[0] <= at[0] && at[0] < it[1] } }.max()
    }

    static boolean binds() {
        CORES == Runtime.runtime.availableProcessors() && MpiSpec.installed('taskset')
    }

    private static Path script(String name) {
        Path.of(SlurmStepsSpec.getResource("${name}.groovy").toURI())
    }

    private static String read(Map job, String file) {
        new File(job.workdir as String, file).text.trim()
    }
}
