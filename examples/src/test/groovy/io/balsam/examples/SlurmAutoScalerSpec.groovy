package io.balsam.examples

import com.fasterxml.jackson.databind.ObjectMapper
import io.balsam.testkit.SlurmCluster
import io.balsam.testkit.SlurmSetup
import java.nio.file.Files
import java.nio.file.Path
import java.util.regex.Pattern
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** On a real Slurm: a site that asks for allocations by itself, so that nobody has to. */
@Requires(value = { SlurmCluster.missing().empty }, reason = 'not all of Slurm is installed here, or there is no network')
class SlurmAutoScalerSpec extends Specification {

    private static final String JOBS = '''
        param 'small', default: 0
        param 'wide', default: 0
        app('small') { command 'sleep 1' }
        app('wide') { command 'sleep 1; echo $SLURMD_NODENAME >> nodes' }
        params.small.times { n -> job('small') { workdir "small/$n"; wallTime '1m' } }
        params.wide.times { n -> job('wide') { workdir "wide/$n"; nodes 2; wallTime '2m' } }
        params.wide.times { n -> job('small') { workdir "node/$n"; nodePackingCount 1; wallTime '1m' } }'''

    @Shared
    @AutoCleanup
    SlurmCluster slurm = SlurmCluster.start(SlurmSetup.of(4, 2))

    @TempDir
    Path directory

    AgentSite site

    def cleanup() {
        site?.close()
        slurm.run('scancel', '-u', System.getProperty('user.name'))
    }

    def "jobs that appear in two waves get their allocations, idle nodes first, in spite of a killed agent and an absent Slurm"() {
        given: 'one node is idle until a job that needs all of them begins'
        String busy = sleep(3, 30)
        site().until { assert slurm.squeue('-h', '-t', 'R', '-o', '%A') == busy }
        String big = sleep(4, 30)
        site.until { assert slurm.squeue('-h', '-t', 'PD', '-o', '%Y') == 'n[01-04]' }
        Path script = Files.writeString(directory.resolve('waves.groovy'), JOBS)
        site.start()

        when: 'the first wave fits there'
        def first = site.jobs(site.run(script, [small: 20]))

        then:
        first*.state.toSet() == ['JOB_FINISHED'] as Set
        batchJobs()*.request*.nodes == [1]
        batchJobs()*.owner == ['auto_scaler']
        told(~/asked for BatchJob 1, 1 node for .* in idle nodes: 1 for .*/).size() == 1
        slurm.squeue('-h', '-j', big, '-o', '%T') == 'PENDING'

        when: 'the second one comes when there is room, while the agent dies and Slurm is away'
        slurm.run('scancel', busy, big)
        String run = site.run(script, [small: 24, wide: 4])
        site.killAgent()
        slurm.stopController()
        site.start()
        site.until { assert site.status().modules.find { it.name == 'auto_scaler' }.note }
        slurm.startController()
        def second = site.jobs(run)

        then: 'no job ran twice, and nothing was asked for twice'
        second*.state.toSet() == ['JOB_FINISHED'] as Set
        second.size() == 32
        (first + second)*.attempts.toSet() == [1] as Set
        batchJobs().count { it.state == 'SUBMIT_FAILED' } == 0
        slurm.run('squeue', '-h', '-t', 'all', '-o', '%j').readLines().count { it.startsWith('spec-') } <= batchJobs().size()

        and: 'allocations without work end by themselves'
        site.until { assert batchJobs()*.state.every { it in ['FINISHED', 'DELETED'] } }
        site.balsam.expect('site', 'plan').out.readLines()[0].contains('0 jobs waiting')
    }

    private AgentSite site() {
        site = new AgentSite(Files.createDirectories(directory.resolve('site')), 'slurm', [launcher_idle: 5], slurm.environment())
        Path settings = site.directory.resolve('settings.yml')
        settings.text = settings.text.replaceFirst(/# auto_scaler: .*/,
            'auto_scaler: {service_period: 1, min_wall_time_min: 4, max_wall_time_min: 20, wall_time_pad_min: 1}')
        site
    }

    private String sleep(int nodes, int minutes) {
        slurm.run('sbatch', '--parsable', '--exclusive', '-N', "$nodes".toString(), '-t', "$minutes".toString(), '-o', '/dev/null', '--wrap', 'sleep 1800')
    }

    private List<Map> batchJobs() { new ObjectMapper().readValue(site.balsam.json('queue', 'ls', '--history'), List) }

    private List<String> told(Pattern pattern) {
        site.balsam.expect('events', '--site-events').out.readLines().findAll { it =~ pattern }
    }
}
