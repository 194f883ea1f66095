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

/** On a real Slurm: which allocation is which site's, and which nodes are an allocation's. */
@Requires(value = { SlurmCluster.missing().empty }, reason = 'not all of Slurm is installed here, or there is no network')
class SlurmSitesSpec extends Specification {

    private static final List<String> TWO_NODES = ['-n', 2, '-t', 5, '-q', 'debug']

    @Shared
    @AutoCleanup
    SlurmCluster slurm = SlurmCluster.start(SlurmSetup.of(4, 2))

    @TempDir
    Path directory

    List<AgentSite> sites = []

    def cleanup() {
        sites.each { it.close() }
    }

    def "of two sites of one name, a search for an interrupted submission ignores the other's"() {
        given:
        def ours = site('ours')
        def twin = site('twin')
        [ours, twin]*.start()
        ours.submit(*TWO_NODES)
        ours.untilRunning(1)

        when:
        interrupted(twin)
        twin.submit(*TWO_NODES)
        twin.untilRunning(1)

        then:
        twin.batchJob(1).scheduler_id != ours.batchJob(1).scheduler_id

        when:
        twin.balsam.expect('queue', 'rm', 1)

        then:
        twin.end(1) == 'DELETED'
        ours.batchJob(1).state == 'RUNNING'
        ours.status().launchers*.batch_job == [1]
        slurm.squeue('-h', '-j', ours.batchJob(1).scheduler_id, '-o', '%T') == 'RUNNING'
    }

    def "a new site in the same directory is independent of the allocations of the earlier one"() {
        given:
        def before = site('site')
        before.start()
        before.submit(*TWO_NODES)
        before.untilRunning(1)
        String old = before.batchJob(1).scheduler_id
        sites.clear()

        when: 'somebody deletes that one, and its allocation stays'
        before.balsam.expect('site', 'stop')
        assert directory.resolve('site').toFile().deleteDir()
        def anew = site('site')
        interrupted(anew)
        anew.start()
        anew.submit(*TWO_NODES)
        anew.untilRunning(1)

        then:
        anew.batchJob(1).scheduler_id != old
        anew.status().launchers.size() == 1

        when:
        anew.balsam.expect('queue', 'rm', 1)

        then:
        anew.end(1) == 'DELETED'
        slurm.squeue('-h', '-j', old, '-o', '%T') == 'RUNNING'

        cleanup:
        slurm.run('scancel', old)
    }

    def "an allocation requested by an earlier site in the directory runs nothing when it starts"() {
        given: 'it cannot begin yet'
        def before = site('site')
        before.start()
        slurm.scontrol('update', 'PartitionName=debug', 'State=DOWN')
        before.submit(*TWO_NODES)
        before.until { assert before.batchJob(1).state == 'QUEUED' }
        String old = before.batchJob(1).scheduler_id
        sites.clear()
        before.balsam.expect('site', 'stop')
        assert directory.resolve('site').toFile().deleteDir()
        def anew = site('site')
        anew.start()
        anew.submit(*TWO_NODES)
        anew.until { assert anew.batchJob(1).state == 'QUEUED' }

        when:
        slurm.scontrol('update', 'PartitionName=debug', 'State=UP')
        anew.untilRunning(1)

        then:
        anew.until { assert slurm.scontrol('show', 'job', '-o', old).contains('ExitCode=3:0') }
        anew.status().launchers.size() == 1
    }

    def "defaults for nodes, MPI runner and address are those of Slurm"() {
        given:
        def site = site('site')
        settings(site, '')
        Path script = directory.resolve('two.groovy')
        script.text = """
            app('two') { command 'echo \$SLURMD_NODENAME >> nodes' }
            job('two') { nodes 2 }"""

        when:
        site.start()
        site.submit(*TWO_NODES)
        def jobs = site.jobs(site.run(script))

        then:
        jobs*.state == ['JOB_FINISHED']
        Path.of(jobs[0].workdir).resolve('nodes').readLines().sort() == ['n01', 'n02']
        site.status().launchers[0].nodes == 2
        !site.balsam.json('config', 'show').contains('"mpirun"')

        when: 'they are written down, which changes nothing'
        settings(site, 'nodes: slurm\n            runner: srun')

        then:
        site.balsam.expect('site', 'sync').out == 'Nothing has changed since the agent started\n'

        when:
        settings(site, 'runner: mpirun')

        then:
        site.balsam.expect('site', 'sync').out.readLines()[0] == 'runner: mpirun (was srun)'
    }

    def "a launcher in another allocation than that of its BatchJob runs nothing, and says what to leave out"() {
        given:
        def site = site('site')
        site.start()
        site.submit(*TWO_NODES)
        site.untilRunning(1)

        when:
        String other = slurm.run('sbatch', '--parsable', '-N', '1', '-o', "$directory/other.out".toString(), '--wrap',
            "$BalsamCommand.PROGRAM launcher --site $site.directory --batch-job 1".toString())
        site.until { assert slurm.scontrol('show', 'job', '-o', other).contains('ExitCode=3:0') }

        then:
        directory.resolve('other.out').text.contains(
            "this is allocation $other, but BatchJob 1 of this site is ${site.batchJob(1).scheduler_id}: leave out '--batch-job' to run jobs here")
        site.status().launchers*.batch_job == [1]
    }

    def "a launcher that finds other nodes than its BatchJob requested runs nothing, and 'queue ls' says why"() {
        given:
        def site = site('site')
        settings(site, 'nodes: local')

        when:
        site.start()
        site.submit(*TWO_NODES)

        then:
        site.end(1) == 'FAILED'
        site.batchJob(1).message.contains("BatchJob 1 asked for 2 nodes, but 'nodes: local' ($site.directory/settings.yml:1:8) finds 1: localhost")
        site.batchJob(1).message.endsWith("for slurm it is 'nodes: slurm'")
    }

    def "a script with jobs that no partition or node is large enough for is refused, with the largest there is"() {
        given:
        def site = site('site')
        Path script = directory.resolve('large.groovy')
        script.text = """\
            app('a') { command 'true' }
            job('a') { workdir 'fits'; nodes 4; wallTime 50.minutes }
            job('a') { workdir 'nodes'; nodes 5 }
            job('a') { workdir 'cores'; threadsPerRank 3 }
            job('a') { workdir 'memory'; memory '64 GB' }
            job('a') { workdir 'gpus'; gpusPerRank 1 }
            job('a') { workdir 'queue'; nodes 2; wallTime 90.hours }""".stripIndent()
        if (!partitionLimits) {
            site.directory.resolve('settings.yml').text =
                site.directory.resolve('settings.yml').text.replaceFirst(/(?s)    allowed_queues:.*?default_queue: \w+\n/, '')
        }

        when:
        def refused = site.balsam.call(*words, script)

        then:
        refused.exit == 2
        (refused.out + refused.err).readLines().findAll { it.contains('can never run here') } == [
            'large.groovy:3:1: the job can never run here: needs 5 nodes, no queue gives more than 4',
            'large.groovy:4:1: the job can never run here: needs 3 cores on one node, the largest node has 2',
            'large.groovy:5:1: the job can never run here: needs 64 GB of memory on one node, the largest node has 2.0 GB',
            'large.groovy:6:1: the job can never run here: needs 1 GPU on one node, the largest node has none']

        where:
        words               | partitionLimits
        ['lint']            | true
        ['lint']            | false
        ['run']             | true
        ['run', '--dry-run'] | true
    }

    def "where Slurm does not answer, jobs are compared with the limits of the settings, and a note says so"() {
        given:
        def site = site('site')
        Path script = directory.resolve('large.groovy')
        script.text = """\
            app('a') { command 'true' }
            job('a') { workdir 'nodes'; nodes 5 }
            job('a') { workdir 'cores'; threadsPerRank 3 }""".stripIndent()
        Path broken = Files.createDirectories(directory.resolve('bin')).resolve('scontrol')
        broken.text = '#!/bin/sh\necho "scontrol: error: Unable to contact slurm controller (connect failure)" >&2; exit 1\n'
        broken.toFile().setExecutable(true)
        def away = new BalsamCommand(site.directory, [], slurm.environment() + [PATH: "$broken.parent:${System.getenv('PATH')}".toString()])

        when:
        def refused = away.call('lint', script)

        then:
        refused.exit == 2
        refused.err.contains('Not checked: whether jobs fit the nodes of slurm, which does not answer: scontrol: Unable to contact slurm controller')
        refused.out.readLines()[0] == 'large.groovy:2:1: the job can never run here: needs 5 nodes, no queue gives more than 4'
        refused.out.readLines().count { it.contains('can never run here') } == 1
    }

    private AgentSite site(String name) {
        def site = new AgentSite(Files.createDirectories(directory.resolve(name)), 'slurm', [:], slurm.environment())
        sites << site
        site
    }

    /** The first submission was cut off, as far as anyone can see. */
    private static void interrupted(AgentSite site) {
        site.directory.resolve('qsubmit/spec-1.submitting').text = ''
    }

    /** Those of the older system, and these. */
    private static void settings(AgentSite site, String more) {
        site.directory.resolve('settings.yml').text = """\
            $more
            service_modules:
              batch_job_manager:
                scheduler_interface: balsam.platform.scheduler.SlurmScheduler
                poll_interval_sec: 1
                job_template: job-template.sh
              processing:
                num_workers: 2
            """.stripIndent()
    }
}
